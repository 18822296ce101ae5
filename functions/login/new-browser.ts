import type { Deed } from "../../shared/audit/event.ts";
import { isBrowserKnown, rememberBrowser } from "../../shared/data/browsers.ts";
import type { Change } from "../../shared/data/commit.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { deviceOf } from "../../shared/domain/device.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { browserCookie } from "../../shared/http/cookies.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { browserHash } from "./browser-hash.ts";
import type { PendingCall } from "./pending-call.ts";

/** What a sign-in has to say about the browser it comes from. */
export interface BrowserWork {
  /** Nobody of this account signed in with it before; the account's very first sign-in is no news. */
  readonly isNew: boolean;
  readonly changes: readonly Change[];
  readonly deeds: readonly Deed[];
  readonly mails: readonly Mail[];
  readonly cookie: string;
}

/** Whether the browser is new to the account, and all that follows from it. Source: PRODUCT.md A7. */
export async function browserWork(call: PendingCall): Promise<BrowserWork> {
  const { user } = call.pending;
  const browserId = call.browserId ?? newSecret();
  const browser = { userId: user.userId, hash: browserHash(user.userId, browserId) };
  const isKnown = call.browserId !== undefined && (await isBrowserKnown(browser, call.now));
  const isNew = !isKnown && user.lastSignInAt !== undefined;
  const { browser: name, system } = deviceOf(call.userAgent);
  return {
    isNew,
    changes: [rememberBrowser(browser, call.now)],
    deeds: isNew
      ? [
          {
            action: "sign-in.new-browser",
            reason: `${name} on ${system}`,
            subjectId: user.userId,
            subjectName: fullNameOf(user),
          },
        ]
      : [],
    mails: isNew ? [letter(call)] : [],
    cookie: browserCookie(browserId),
  };
}

function letter({ pending: { user, practice }, userAgent, address, now }: PendingCall): Mail {
  const { browser, system } = deviceOf(userAgent);
  return {
    letter: "new-browser",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      device: `${browser} on ${system}`,
      at: inZone(now, practice.timeZone),
      address,
    },
    secret: { kind: "page-link", page: "me" },
  };
}
