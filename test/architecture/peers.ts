import type { SourceFile } from "./source-files.ts";

/**
 * What users of other systems complain of, in invitations (A), in roles and lists (D) and in SFTP (E), and what ours must not have. Each is
 * named at the end of the title of a test that shows it, such as `(peers A1)`.
 */
export const complaints: Readonly<Record<string, string>> = {
  A1: "an invitation that is sent again and stays expired",
  A2: "an invitation that is sent again and ends earlier than before",
  A3: "expired invitations that vanish from the list, or look open",
  A4: "an old link that still works after another was sent, or after the address was corrected",
  A5: "a link that is used up by being opened, as mail scanners do",
  A6: "wrong links that change or destroy the account",
  A7: "a password is typed before one hears that the link is over",
  A8: "a second click that ends on an empty page",
  A9: "inviting again that does nothing, or makes a second row",
  A10: "a first password in a mail",
  A11: "people who left and cannot be picked any more",
  D1: "an administrator of a practice who needs the operator for it",
  D2: "a list that cannot be sorted by every column",
  D3: "a manager who gives more than he has",
  D4: "an account that is disabled without a word of what hangs on it",
  E1: "credentials that nobody is mailed, or that are mailed together",
  E2: "somebody who changes the password of an account that others use, and stops them",
  E3: "a password that ends without a word, so that unattended jobs stop",
  E4: "a password that still lets in after it was changed",
  E5: "no lock after wrong passwords",
  E6: "an answer to any server that asks",
};

const titles = /(?:\b(?:test|describe)(?:\.\w+)*\(|\)\()\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/gs;

/** The complaints that the titles of tests name: `(peers A1, A3)` at the end, or before the attacks. */
export function complaintsIn(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ text }) =>
    [...text.matchAll(titles)].flatMap(([, , title = ""]) => {
      const named = /\(peers ([ADE]\d+(?:, [ADE]\d+)*)\)(?: \(attacks? [\d, ]+\))?$/.exec(title)?.[1];
      return named?.split(", ") ?? [];
    }),
  );
}
