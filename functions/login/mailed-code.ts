import type { Mail } from "../../shared/data/outbox.ts";
import type { CodeChallenge } from "../../shared/data/sessions.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";

/** Minutes a mailed code is good for; seconds until another may be asked for. Source: RULINGS 12, NIST SP 800-63B-4 3.1.3.2. */
export const codeMinutes = 10;
const coolDownSeconds = 30;

/** The first character of each part, so that the owner knows his address and nobody else learns it. */
export function maskedAddress(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}***@${domain.slice(0, 1)}***${domain.slice(domain.lastIndexOf("."))}`;
}

/** When the next code may be asked for. */
export function resendAtOf({ codeSentAt }: Pick<CodeChallenge, "codeSentAt">): Date {
  return new Date(codeSentAt ? Date.parse(codeSentAt) + coolDownSeconds * 1000 : 0);
}

/** When the code that counts is over. */
export function codeExpiresAt({ codeSentAt }: Pick<CodeChallenge, "codeSentAt">): Date {
  return new Date(codeSentAt ? Date.parse(codeSentAt) + codeMinutes * 60_000 : 0);
}

/** What the page says about a code that was mailed. */
export function codeSentView(user: User, challenge: CodeChallenge) {
  return {
    destination: maskedAddress(user.email),
    resendAt: resendAtOf(challenge).toISOString(),
    expiresAt: codeExpiresAt(challenge).toISOString(),
  };
}

/** The mail with the code of a pending sign-in or a step-up; the mailer works the code out when it sends. */
export function codeLetter(to: { user: User; practice: Practice; challenge: CodeChallenge }): Mail {
  const { pendingId, codeGeneration, keyVersion } = to.challenge;
  return {
    letter: "sign-in-code",
    to: to.user.email,
    subjectId: to.user.userId,
    subjectName: fullNameOf(to.user),
    params: { practiceName: to.practice.name, firstName: to.user.firstName, minutes: String(codeMinutes) },
    secret: { kind: "sign-in-code", pendingId, generation: codeGeneration, keyVersion },
  };
}
