import type { LetterName, LetterParams, LetterSecrets } from "../../../shared/mail/letter.ts";

type Facts = { readonly [N in LetterName]: LetterParams[N] & LetterSecrets[N] };

/** What stands in the name fields of a letter, so that a test can make every one of them hostile. */
export interface Names {
  readonly practiceName: string;
  readonly personName: string;
  /** Of software, of who acts, and what he wrote; else the person's. */
  readonly softwareName?: string;
  readonly actorName?: string;
  readonly said?: string;
  /** Of somebody outside. */
  readonly email?: string;
}
export const realNames = {
  practiceName: "Sunrise Family Practice",
  personName: "Ada",
  softwareName: "Theralytics",
  actorName: "Ben Okafor",
  said: "As agreed on the telephone.",
  email: "onboarding@vendor.example",
} as const satisfies Names;
export const link = "https://console.example/dev/invite#1.inv_01J8ZQ.2.c2VjcmV0LW1hYw~x-_&a=b";
export const code = "482913";

/** Facts for every letter. */
export function factsWith({ practiceName, personName, ...others }: Names): Facts {
  const { softwareName = personName, actorName = personName, said = personName, email = personName } = others;
  const at = "Sat, Nov 21, 2026, 2:05 PM CST";
  const until = "Sat, Nov 28, 2026, 2:05 PM CST";
  const person = { practiceName, firstName: personName };
  const toLinkHolder = { practiceName, name: personName, software: softwareName, madeBy: actorName, hours: "24" };
  const request = {
    softwareName,
    claimType: "837P, professional (CMS-1500, HCFA)",
    by: actorName,
    said,
    at,
  };
  return {
    "confirm-sign-up": { practiceName, until, link },
    invitation: { ...person, inviterName: actorName, until, link },
    "invitation-reminder": { ...person, inviterName: actorName, until, link },
    "colleague-invitation": { ...person, inviterName: actorName, link },
    "sign-in-code": { ...person, minutes: "10", code },
    "account-locked": { ...person, at, until, address: "203.0.113.7", link },
    "break-glass-used": {
      ...person,
      actorName,
      reason: said,
      at,
      until,
      address: "203.0.113.7",
      link,
    },
    "break-glass-review": { ...person, actorName, reason: said, at, link },
    "epcs-changed": {
      ...person,
      what: `${actorName} entered a proposal: grant EPCS approver to ${personName}`,
      place: practiceName,
      actorName,
      reason: said,
      at,
      link,
    },
    "epcs-day": { ...person, date: "2026-11-21", count: "2", changes: `${personName} did it`, link },
    "sftp-account-opened": {
      ...person,
      username: "sunrise-theralytics",
      software: softwareName,
      claimType: "837P, professional (CMS-1500, HCFA)",
      access: `${email} gets a link of its own to set the software up: you need not forward anything.`,
      host: "s-01234567890abcdef.server.transfer.us-east-1.amazonaws.com",
      port: "22",
      fingerprint: "SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE",
      link,
    },
    "sftp-reveal-link": { ...toLinkHolder, link },
    "sftp-hand-off": { ...toLinkHolder, link },
    "sftp-link-code": { practiceName, name: personName, minutes: "10", code },
    "sftp-password": { ...person, password: code },
    "sftp-changed": {
      ...person,
      username: "sunrise-theralytics",
      what: `${actorName} retired a password of it`,
      actorName,
      address: "203.0.113.7",
      at,
      link,
    },
    "sftp-file-summary": {
      ...person,
      username: "sunrise-theralytics",
      outcome: "rejected",
      content: "837P, 214 claims of $48,210.55 in all",
      numbers: "000000905",
      mistakes: "Segment 4210 (byte 131072): SE01 is 4000, but there are 4209 segments from ST to SE.",
      at,
      link,
    },
    "sftp-silent": {
      ...person,
      username: "sunrise-theralytics",
      software: softwareName,
      lastFile: at,
      days: "3",
      link,
    },
    "sftp-secret-ending": {
      ...person,
      username: "sunrise-theralytics",
      software: softwareName,
      days: "10 days",
      until,
      lastUsed: at,
      link,
    },
    "sftp-request-changed": { ...person, ...request, what: "it was approved", link },
    "sftp-request-waiting": { ...person, ...request, what: "an SFTP account is asked for", link },
    "policy-weakened": {
      ...person,
      actorName,
      at,
      address: "203.0.113.7",
      reason: said,
      changes: "Wrong passwords forgiven: 6, now 10",
      link,
    },
    "account-unused": { ...person, lastUsed: at, until, link },
    "invoice-copy": { ...person, number: "GH-0001", amount: "49.00 USD", at, state: "Paid", link },
    "accounts-ending": { ...person, accounts: `${personName}: last day ${until}`, link },
    "recovery-code-used": { ...person, left: "9", at, address: "203.0.113.7", link },
    "recovery-codes-made": { ...person, at, address: "203.0.113.7", link },
    "pin-changed": { ...person, at, address: "203.0.113.7", link },
    "pin-locked": { ...person, managerName: actorName, at, link },
    "access-changed": {
      ...person,
      managerName: actorName,
      hours: "Monday to Friday 08:00 until 17:00 (America/Chicago)",
      until: at,
      applications: "Administration, EHR",
      sites: practiceName,
      at,
      link,
    },
    "phone-changed": { ...person, phone: "•••• 4711", at, address: "203.0.113.7", link },
    "confirm-email": { ...person, until, link },
    "email-changing": { ...person, at, address: "203.0.113.7", link },
    "email-changed": { ...person, at, address: "203.0.113.7", link },
    "password-reset": { ...person, username: "ada.okafor", until, link },
    "password-reset-usernames": { usernames: "ada.okafor ada.lakeside", link },
    "password-changed": { ...person, at, address: "203.0.113.7", link },
    "new-browser": { ...person, device: "Firefox on Windows", at, address: "203.0.113.7", link },
    "sessions-ended": { ...person, managerName: actorName, at, link },
    "second-step-reset": { ...person, actorName, at, link },
    "second-step-set-up": { ...person, method: "Authenticator app", at, address: "203.0.113.7", link },
  };
}
