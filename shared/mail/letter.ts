import type { SftpLetterParams, SftpLetterSecrets } from "./sftp-letter.ts";

/** A mail as a person gets it: both parts are written by hand and hold the same facts and links. */
export interface Rendered {
  /** At most 60 characters; no personal data beyond the practice's name, no secret. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What somebody changed in the own profile: when, and from which address. */
interface OwnChange {
  readonly practiceName: string;
  readonly firstName: string;
  readonly at: string;
  readonly address: string;
}

/** What happened to a request for an SFTP account. `said`: a comment or reason in somebody's words, or nothing. */
interface SftpRequestNews {
  readonly practiceName: string;
  readonly firstName: string;
  readonly softwareName: string;
  readonly claimType: string;
  readonly what: string;
  readonly by: string;
  readonly said: string;
  readonly at: string;
}

/** What every letter knows: texts only, never a secret. `at` and `until` are already in the practice's zone, with its name. */
export interface LetterParams extends SftpLetterParams {
  readonly "confirm-sign-up": { readonly practiceName: string; readonly until: string };
  readonly invitation: {
    readonly practiceName: string;
    readonly inviterName: string;
    readonly firstName: string;
    readonly until: string;
  };
  readonly "colleague-invitation": {
    readonly practiceName: string;
    readonly inviterName: string;
    readonly firstName: string;
  };
  readonly "invitation-reminder": {
    readonly practiceName: string;
    readonly inviterName: string;
    readonly firstName: string;
    readonly until: string;
  };
  readonly "sign-in-code": { readonly practiceName: string; readonly firstName: string; readonly minutes: string };
  readonly "account-locked": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly at: string;
    readonly until: string;
    readonly address: string;
  };
  readonly "password-reset": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly username: string;
    readonly until: string;
  };
  /** `usernames` with blanks between. */
  readonly "password-reset-usernames": { readonly usernames: string };
  readonly "password-changed": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly at: string;
    readonly address: string;
  };
  readonly "new-browser": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly device: string;
    readonly at: string;
    readonly address: string;
  };
  readonly "sessions-ended": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly managerName: string;
    readonly at: string;
  };
  readonly "second-step-set-up": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly method: string;
    readonly at: string;
    readonly address: string;
  };
  readonly "second-step-reset": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly actorName: string;
    readonly at: string;
  };
  readonly "phone-changed": {
    readonly practiceName: string;
    readonly firstName: string;
    /** Masked, or `none`. */
    readonly phone: string;
    readonly at: string;
    readonly address: string;
  };
  readonly "recovery-code-used": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly left: string;
    readonly at: string;
    readonly address: string;
  };
  readonly "break-glass-used": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly actorName: string;
    readonly reason: string;
    readonly at: string;
    readonly until: string;
    readonly address: string;
  };
  readonly "break-glass-review": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly actorName: string;
    readonly reason: string;
    readonly at: string;
  };
  /** `what` says in one sentence what was done about whom. */
  readonly "epcs-changed": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly what: string;
    readonly place: string;
    readonly actorName: string;
    readonly reason: string;
    readonly at: string;
  };
  /** `changes`: the lines of the day, joined for one paragraph. */
  readonly "epcs-day": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly date: string;
    readonly count: string;
    readonly changes: string;
  };
  readonly "sftp-request-changed": SftpRequestNews;
  readonly "sftp-request-waiting": SftpRequestNews;
  readonly "confirm-email": { readonly practiceName: string; readonly firstName: string; readonly until: string };
  readonly "email-changing": OwnChange;
  readonly "email-changed": OwnChange;
  readonly "recovery-codes-made": OwnChange;
  readonly "pin-changed": OwnChange;
  readonly "pin-locked": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly managerName: string;
    readonly at: string;
  };
  /** What holds after the change, in words. */
  readonly "access-changed": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly managerName: string;
    readonly hours: string;
    readonly until: string;
    readonly applications: string;
    readonly sites: string;
    readonly at: string;
  };
  readonly "policy-weakened": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly actorName: string;
    readonly at: string;
    readonly address: string;
    readonly reason: string;
    /** What was weakened: setting, before and after, joined for one paragraph. */
    readonly changes: string;
  };
  readonly "account-unused": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly lastUsed: string;
    readonly until: string;
  };
  readonly "accounts-ending": {
    readonly practiceName: string;
    readonly firstName: string;
    /** Who ends when and why, joined for one paragraph. */
    readonly accounts: string;
  };
  readonly "invoice-copy": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly number: string;
    readonly amount: string;
    readonly at: string;
    readonly state: string;
  };
}
export type LetterName = keyof LetterParams;

/** The secret of a letter, recomputed by the mailer at the moment of sending and kept nowhere. */
export interface LetterSecrets extends SftpLetterSecrets {
  readonly "confirm-sign-up": { readonly link: string };
  readonly invitation: { readonly link: string };
  readonly "invitation-reminder": { readonly link: string };
  readonly "colleague-invitation": { readonly link: string };
  readonly "sign-in-code": { readonly code: string };
  readonly "account-locked": { readonly link: string };
  readonly "password-reset": { readonly link: string };
  readonly "password-reset-usernames": { readonly link: string };
  readonly "password-changed": { readonly link: string };
  readonly "new-browser": { readonly link: string };
  readonly "sessions-ended": { readonly link: string };
  readonly "second-step-set-up": { readonly link: string };
  readonly "second-step-reset": { readonly link: string };
  readonly "phone-changed": { readonly link: string };
  readonly "recovery-code-used": { readonly link: string };
  readonly "break-glass-used": { readonly link: string };
  readonly "break-glass-review": { readonly link: string };
  readonly "epcs-changed": { readonly link: string };
  readonly "epcs-day": { readonly link: string };
  readonly "sftp-request-changed": { readonly link: string };
  readonly "sftp-request-waiting": { readonly link: string };
  readonly "confirm-email": { readonly link: string };
  readonly "email-changing": { readonly link: string };
  readonly "email-changed": { readonly link: string };
  readonly "recovery-codes-made": { readonly link: string };
  readonly "pin-changed": { readonly link: string };
  readonly "pin-locked": { readonly link: string };
  readonly "access-changed": { readonly link: string };
  readonly "policy-weakened": { readonly link: string };
  readonly "account-unused": { readonly link: string };
  readonly "invoice-copy": { readonly link: string };
  readonly "accounts-ending": { readonly link: string };
}

/** One file a letter, in `letters/`. */
export type Letter<N extends LetterName> = (facts: LetterParams[N] & LetterSecrets[N]) => Rendered;
