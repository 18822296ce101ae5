import type { Delivery } from "../domain/delivery.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { LetterName, LetterParams } from "../mail/letter.ts";
import type { TextName } from "../mail/texts.ts";
import { newId } from "./ids.ts";
import { keys } from "./keys.ts";

/** How the mailer makes a letter's secret anew at the moment of sending; nothing secret is kept. */
export type SecretRecipe =
  | {
      readonly kind: "invitation-link";
      readonly tokenId: string;
      readonly generation: number;
      readonly keyVersion: string;
    }
  | {
      readonly kind: "reset-link";
      readonly tokenId: string;
      readonly generation: number;
      readonly keyVersion: string;
    }
  | {
      readonly kind: "email-link";
      readonly tokenId: string;
      readonly generation: number;
      readonly keyVersion: string;
    }
  | {
      readonly kind: "sign-in-code";
      readonly pendingId: string;
      readonly generation: number;
      readonly keyVersion: string;
    }
  | { readonly kind: "page-link"; readonly page: string }
  /** The page, and where SFTP is served. */
  | { readonly kind: "sftp-server"; readonly page: string }
  | {
      readonly kind: "secret-link";
      readonly tokenId: string;
      readonly generation: number;
      readonly keyVersion: string;
    }
  /** The code for the recipient of a hand-off link. */
  | {
      readonly kind: "link-code";
      /** The account and its link's generation, with a dot between. */
      readonly linkId: string;
      readonly generation: number;
      readonly keyVersion: string;
    }
  /** A password that is made when the mail is sent; what is sent again holds another one, and both let in. */
  | {
      readonly kind: "sftp-password";
      readonly accountId: string;
      readonly secretId: string;
      readonly userId: string;
      readonly userName: string;
    };

/** A text to a phone: nothing in it but a code, and how long that is good. */
export interface Text {
  readonly channel: "sms";
  readonly letter: TextName;
  /** The phone number, E.164. */
  readonly to: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly params: { readonly minutes: string };
  /** The code is good for the number it goes to only. */
  readonly secret: {
    readonly kind: "texted-code";
    readonly pendingId: string;
    readonly generation: number;
    readonly keyVersion: string;
  };
  readonly later?: never;
  readonly mailId?: string;
}

/** The letters whose secret is not just the address of a page. */
interface OwnRecipes {
  readonly "confirm-sign-up": "invitation-link";
  readonly invitation: "invitation-link";
  readonly "invitation-reminder": "invitation-link";
  readonly "password-reset": "reset-link";
  readonly "confirm-email": "email-link";
  readonly "sign-in-code": "sign-in-code";
  readonly "sftp-account-opened": "sftp-server";
  readonly "sftp-reveal-link": "secret-link";
  readonly "sftp-hand-off": "secret-link";
  readonly "sftp-link-code": "link-code";
  readonly "sftp-password": "sftp-password";
}
type RecipeOf<N extends LetterName> = Extract<
  SecretRecipe,
  { readonly kind: N extends keyof OwnRecipes ? OwnRecipes[N] : "page-link" }
>;

/** A mail of one letter: its facts, and the recipe of just the secret that it holds. */
export interface LetterMail<N extends LetterName> {
  readonly letter: N;
  /** Nothing is sent to who has no address. */
  readonly to: string | undefined;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly params: LetterParams[N];
  readonly secret: RecipeOf<N>;
  readonly channel?: never;
  /** Its id, where somebody has to know beforehand which letter it is. */
  readonly mailId?: string;
  /** Of a letter that is to leave later: its id, so that the moment can be brought forward, and when. */
  readonly later?: { readonly mailId: string; readonly at: string };
}

/** A message to be sent, as an operation asks for it; without a channel it goes by mail. */
export type Mail = { [N in LetterName]: LetterMail<N> }[LetterName] | Text;

/** A message that goes to somebody. */
export type AddressedMail = Mail & { readonly to: string };

/** Whether there is an address to send it to: who has none is told by the people of his practice. */
export const isAddressed = (mail: Mail): mail is AddressedMail => mail.to !== undefined;

/** A mail's row: queued until the mailer marks it. `mailQueue` and `dueAt` leave the row with the sending. */
export type MailRow = AddressedMail & {
  readonly pk: string;
  readonly sk: string;
  readonly mailId: string;
  readonly practiceId: string;
  readonly state: "queued" | "sent" | "abandoned" | "left-out";
  readonly attempts: number;
  /** What SES told of it after it was sent. */
  readonly delivery?: Delivery;
  readonly deliveryReason?: string;
  readonly mailQueue?: "due";
  readonly dueAt?: string;
};

/** Seconds after which the sweep takes a mail that the stream did not bring. */
export const sweepAfterSeconds = 30;

/** The row of a new mail; the sweep takes a later one when its time has come. Written in the transaction of the change that causes it. */
export function mailRow(scope: PracticeScope, mail: AddressedMail, now: Date): MailRow {
  const { later } = mail;
  const mailId = mail.mailId ?? later?.mailId ?? newId("eml", now);
  const dueAt = later?.at ?? new Date(now.getTime() + sweepAfterSeconds * 1000).toISOString();
  return {
    ...keys.mail(scope, mailId),
    ...mail,
    mailId,
    practiceId: scope.practiceId,
    state: "queued",
    attempts: 0,
    mailQueue: "due",
    dueAt,
  };
}
