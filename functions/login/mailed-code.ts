import type { Mail } from "../../shared/data/outbox.ts";
import type { PendingSignIn } from "../../shared/data/sessions.ts";
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
export function resendAtOf({ codeSentAt }: Pick<PendingSignIn, "codeSentAt">): Date {
  return new Date(codeSentAt ? Date.parse(codeSentAt) + coolDownSeconds * 1000 : 0);
}

/** When the code that counts is over. */
export function codeExpiresAt({ codeSentAt }: Pick<PendingSignIn, "codeSentAt">): Date {
  return new Date(codeSentAt ? Date.parse(codeSentAt) + codeMinutes * 60_000 : 0);
}

/** What the page says about a code that was mailed. */
export function codeSentView(user: User, pending: PendingSignIn) {
  return {
    destination: maskedAddress(user.email),
    resendAt: resendAtOf(pending).toISOString(),
    expiresAt: codeExpiresAt(pending).toISOString(),
  };
}

/** The mail with a pending sign-in's code; the mailer works the code out when it sends. */
export function codeLetter(to: { user: User; practice: Practice; pending: PendingSignIn }): Mail {
  const { pendingId, codeGeneration, keyVersion } = to.pending;
  return {
    letter: "sign-in-code",
    to: to.user.email,
    subjectId: to.user.userId,
    subjectName: fullNameOf(to.user),
    params: { practiceName: to.practice.name, firstName: to.user.firstName, minutes: String(codeMinutes) },
    secret: { kind: "sign-in-code", pendingId, generation: codeGeneration, keyVersion },
  };
}
