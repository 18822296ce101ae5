import type { MailRow, SecretRecipe, Text } from "../../shared/data/outbox.ts";
import { consoleUrl } from "../../shared/mail/console-url.ts";
import type { LetterName, LetterParams, LetterSecrets } from "../../shared/mail/letter.ts";
import type { TextFacts } from "../../shared/mail/texts.ts";
import { mailedCode, textedCode } from "../../shared/secrets/codes.ts";
import { tokenFor } from "../../shared/secrets/token.ts";
import { passwordFor } from "./sftp-password.ts";
import { sftpServerTexts } from "./sftp-texts.ts";

/** All that a letter says: what the row holds, and its secret, made anew here and kept nowhere. */
export async function factsOf(
  mail: Exclude<MailRow, Text>,
  now: Date,
): Promise<LetterParams[LetterName] & LetterSecrets[LetterName]> {
  const { secret: recipe, practiceId } = mail;
  const secret =
    recipe.kind === "sftp-password" ? await passwordFor(recipe, { practiceId, now }) : await secretOf(recipe);
  return { ...mail.params, ...secret } as LetterParams[LetterName] & LetterSecrets[LetterName];
}

/** All that a text says; its code is good for the number it goes to. */
export async function textFactsOf({ params, secret, to }: Pick<Text, "params" | "secret" | "to">): Promise<TextFacts> {
  return { ...params, code: await textedCode({ ...secret, phone: to }) };
}

type Recomputed = Exclude<SecretRecipe, { readonly kind: "sftp-password" }>;

async function secretOf(recipe: Recomputed): Promise<{ link: string } | { code: string }> {
  switch (recipe.kind) {
    case "invitation-link": {
      const token = await tokenFor("invitation", { ...recipe, id: recipe.tokenId });
      return { link: `${await consoleUrl()}/invite#${token}` };
    }
    case "reset-link": {
      const token = await tokenFor("reset", { ...recipe, id: recipe.tokenId });
      return { link: `${await consoleUrl()}/reset#${token}` };
    }
    case "email-link": {
      const token = await tokenFor("email-change", { ...recipe, id: recipe.tokenId });
      return { link: `${await consoleUrl()}/me/email#${token}` };
    }
    case "sign-in-code":
      return { code: await mailedCode(recipe) };
    case "secret-link": {
      const token = await tokenFor("secret-link", { ...recipe, id: recipe.tokenId });
      return { link: `${await consoleUrl()}/s#${token}` };
    }
    case "link-code":
      return { code: await mailedCode({ ...recipe, pendingId: `link.${recipe.linkId}` }) };
    case "sftp-server":
      return { link: `${await consoleUrl()}/${recipe.page}`, ...(await sftpServerTexts()) };
    case "page-link":
      return { link: `${await consoleUrl()}/${recipe.page}` };
  }
}
