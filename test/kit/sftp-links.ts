import type { Page } from "playwright-core";
import { noteSecrets, proofOf } from "./canaries.ts";
import type { CaughtMail } from "./inbox.ts";

/** The link to a password in a mail. */
export function secretLinkIn({ text }: Pick<CaughtMail, "text">): string {
  const match = /https?:\S+\/s#([\w.~-]+)/.exec(text);
  if (!match?.[1]) throw new Error(`no link to a password in: ${text}`);
  noteSecrets([proofOf(match[1])]);
  return match[0];
}

/** The SFTP password that a page shows. */
export async function shownPassword(page: Page): Promise<string> {
  const password = await page
    .getByText(/^[A-Z2-7]{52}$/)
    .first()
    .innerText();
  noteSecrets([password]);
  return password;
}
