/** A link to an SFTP password: for whom, if his name is known, and who had it mailed. */
interface SecretLinkFacts {
  readonly practiceName: string;
  readonly name: string;
  readonly software: string;
  readonly madeBy: string;
  readonly hours: string;
}

/** What the letters of SFTP accounts know; part of `LetterParams`. */
export interface SftpLetterParams {
  /** `claimType` in words; `access` says in a sentence how what lets in comes. */
  readonly "sftp-account-opened": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly username: string;
    readonly software: string;
    readonly claimType: string;
    readonly access: string;
  };
  readonly "sftp-reveal-link": SecretLinkFacts;
  readonly "sftp-hand-off": SecretLinkFacts;
  readonly "sftp-link-code": { readonly practiceName: string; readonly name: string; readonly minutes: string };
  /** Never the username, nor where to connect. */
  readonly "sftp-password": { readonly practiceName: string; readonly firstName: string };
  /** `what` says in one sentence what was done with the account. */
  readonly "sftp-changed": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly username: string;
    readonly what: string;
    readonly actorName: string;
    readonly address: string;
    readonly at: string;
  };
  readonly "sftp-secret-ending": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly username: string;
    readonly software: string;
    readonly days: string;
    readonly until: string;
    readonly lastUsed: string;
  };
  /** All in words; `mistakes` is empty where there are none. */
  readonly "sftp-file-summary": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly username: string;
    readonly outcome: string;
    readonly content: string;
    readonly numbers: string;
    readonly mistakes: string;
    readonly at: string;
  };
  readonly "sftp-silent": {
    readonly practiceName: string;
    readonly firstName: string;
    readonly username: string;
    readonly software: string;
    readonly lastFile: string;
    readonly days: string;
  };
}

/** Their secrets; part of `LetterSecrets`. */
export interface SftpLetterSecrets {
  readonly "sftp-account-opened": {
    readonly link: string;
    readonly host: string;
    readonly port: string;
    /** Of the server's key, as OpenSSH shows it. */
    readonly fingerprint: string;
  };
  readonly "sftp-reveal-link": { readonly link: string };
  readonly "sftp-hand-off": { readonly link: string };
  readonly "sftp-link-code": { readonly code: string };
  readonly "sftp-password": { readonly password: string };
  readonly "sftp-changed": { readonly link: string };
  readonly "sftp-secret-ending": { readonly link: string };
  readonly "sftp-file-summary": { readonly link: string };
  readonly "sftp-silent": { readonly link: string };
}
