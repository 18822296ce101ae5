import type { SourceFile } from "./source-files.ts";

/** The attacks on accounts, people and claim files that have to be tests, by the number that their titles carry. */
export const attacks: Readonly<Record<number, string>> = {
  1: "200 wrong passwords at once, from 1, 4 and 16 processes",
  2: "One name in many spellings",
  3: "Blanks around a password",
  4: "Changing between sign-in, reset, change and step-up for more guesses",
  5: "The right password in between, to clear the count of codes",
  6: "A new challenge for each guess of a code",
  7: "The code of one challenge at another",
  8: "A lock between password and code",
  9: "Trying during a lock to prolong it",
  10: "A crash between reservation and evaluation",
  11: "Cognito's own lock answers",
  12: "Cognito's answer to a right password is lost",
  13: "Disabled, expired or out of hours, with the right password",
  14: "Passwords that are no passwords: huge, with NUL, half a surrogate",
  15: "One guess at each of many accounts from one address",
  16: "Locking every administrator of a practice out",
  17: "A forged X-Forwarded-For",
  18: "Telling accounts by the time of an answer",
  19: "Cognito directly, past our function",
  20: "A code used twice",
  21: "Setting up a second step without proof, or over another",
  22: "A second step reset by an administrator of another practice",
  23: "A forged Host in a request that causes a mail",
  24: "A reset to get past the second step",
  25: "A reset to clear more than the lock of the password",
  26: "An old link",
  27: "One invitation accepted many times at once",
  28: "Invitations of two practices to one address",
  29: "The address of an invitation changed to somebody else's",
  30: "The address of a registered user changed by a manager",
  31: "Inviting again a thousand times",
  32: "Inviting an address again that bounced for good",
  33: "Mail scanners that open links",
  34: "Links that this house did not make",
  35: "Two founders of one practice",
  36: "An invitation that grants more than its maker has",
  37: "Names that are headers, markup or templates in mails",
  38: "Names that are links in mails",
  39: "A mail to an address that SES suppresses",
  40: "A planted session cookie",
  41: "A cookie without its prefix, or twice",
  42: "Changes that another site causes",
  43: "A session that ended, within an authorizer's cache",
  44: "A role taken away in an open session",
  45: "A tab that keeps its session alive by asking",
  46: "The server's clock goes back",
  47: "A sixth session",
  48: "Back after a sign-out",
  49: "Markup in every text that the console shows",
  50: "Formulas in an export",
  51: "Framing, and requests of other origins",
  52: "A return path that leads elsewhere",
  53: "A session of one application at another",
  54: "Every route by every role, and by another practice",
  55: "Ids of another practice inside a body, a path, a query or a cursor",
  56: "A department of another practice given to a user",
  57: "Attributes that no form has",
  58: "Two last administrators who take each other's role at once",
  59: "One's own role, hours, end or EPCS marks changed",
  60: "Inviting without the permission to invite",
  61: "A manager who gives more than he has",
  62: "An account that has ended, in an open session or half signed in",
  63: "One's own access hours widened by the clock of the practice",
  64: "Break-glass twice, by the wrong role, without a reason",
  65: "A purchase pressed twenty times, at an old price, with another's card",
  66: "Steps of the wizard left out",
  67: "One username, address or department name wanted by 200 at once",
  68: "Wildcards and keys in a search, boundless pages, changed cursors",
  69: "Access decided from a list that is behind",
  70: "A request key used again by another, elsewhere or for something else",
  71: "An EPCS request approved by who made it, also by a second account",
  72: "An approver who loses what he needs between request and approval",
  73: "An approver signed in by mail",
  74: "An approval repeated, or for a request that was changed",
  75: "An approval and a cancellation at once",
  76: "The last designated person taken away",
  77: "A suspension that waits for somebody absent",
  78: "A mark for a site of another practice",
  79: "SFTP without a password, with an empty one, or with a key that nobody proved",
  80: "A key of one SFTP account at another",
  81: "An SFTP username in another spelling",
  82: "SFTP paths that lead out of the account's folders, and files over files",
  83: "An upload that breaks off",
  84: "Broken X12 envelopes, and files sent twice",
  85: "An SFTP account disabled while it is in use",
  86: "SFTP from an address that is not on the list, in any spelling",
  87: "An older SFTP password after a rotation",
  88: "A request for SFTP in another's name",
  89: "Deciding about one's own request for SFTP",
  90: "A link to an SFTP password that was passed on",
};

/** The numbers go on with the log and the installation; those are asked for when their features are there. */
const lastNumber = 108;

/** Attacks on what is not built yet, each with the feature that brings its test. */
export const waitsForFeature: Readonly<Record<number, string>> = {};

/** A test's title that claims attacks, and where it stands. */
export interface Claim {
  readonly file: string;
  readonly title: string;
  readonly numbers: readonly number[];
}

const titles = /(?:\b(?:test|describe)(?:\.\w+)*\(|\)\()\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/gs;

/** All titles that end with `(attack N)` or `(attacks N, M)`, in the order of the files. */
export function claimsIn(files: readonly SourceFile[]): Claim[] {
  return files.flatMap(({ file, text }) =>
    [...text.matchAll(titles)].flatMap(([, , title = ""]) => {
      const numbers = /\(attacks? (\d+(?:, \d+)*)\)$/.exec(title)?.[1];
      return numbers ? [{ file, title, numbers: numbers.split(", ").map(Number) }] : [];
    }),
  );
}

/** What is wrong between list and claims: attacks nobody tries, numbers nobody knows, and waits that are over. */
export function gapsIn(claims: readonly Claim[], waits: Readonly<Record<number, string>>): string[] {
  const claimed = new Set(claims.flatMap(({ numbers }) => numbers));
  const missing = Object.keys(attacks).filter((number) => !claimed.has(Number(number)) && !(Number(number) in waits));
  return [
    ...missing.map((number) => `attack ${number} has no test: ${attacks[Number(number)]}`),
    ...[...claimed]
      .filter((number) => number < 1 || number > lastNumber)
      .map((number) => `there is no attack ${number}`),
    ...Object.keys(waits)
      .filter((number) => claimed.has(Number(number)))
      .map((number) => `attack ${number} has a test and waits for nothing`),
  ];
}

/** The page of attacks, and of those that wait. It names no files, so that a new test leaves it as it is. */
export function attacksPage(): string {
  const rows = Object.entries(attacks).map(([number, what]) => {
    const wait = waitsForFeature[Number(number)];
    return `| ${number} | ${what} | ${wait ? `waits for ${wait}` : "tested"} |`;
  });
  return [
    "# Attacks on accounts, people and claim files, and their tests",
    "",
    'Each number is in the title of at least one test; `grep -rnE "attacks? ([0-9]+, )*16[,)]" test` finds those of attack 16.',
    "`node test/architecture/write-attacks.ts` writes this page from the list, and a test compares both with the titles.",
    "",
    "| No. | Attack | Test |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
