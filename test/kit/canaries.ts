import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** The variable that names the file; without it nothing is noted. Test processes have it from the shared stack. */
export const canaryVariable = "CANARY_FILE";

const noted = new Set<string>();

/** Notes secrets that somebody used, so that the end of the run can look where they were kept. */
export function noteSecrets(secrets: readonly string[]): void {
  const file = process.env[canaryVariable];
  const fresh = secrets.filter((secret) => isTellable(secret) && !noted.has(secret));
  if (!file || fresh.length === 0) return;
  for (const secret of fresh) noted.add(secret);
  appendFileSync(file, fresh.map((secret) => `${JSON.stringify(secret)}\n`).join(""));
}

/** What was noted so far, by all test processes. */
export function notedSecrets(file: string): ReadonlySet<string> {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return new Set(lines.filter((line) => line !== "").map((line): string => JSON.parse(line)));
}

/** The secrets in what a person sent: passwords, codes, PINs and the proving part of tokens. */
export function secretsOfBody(body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  const { password, code, pin, token } = body as Record<string, unknown>;
  const texts = [password, code, pin, typeof token === "string" ? proofOf(token) : undefined];
  return texts.filter((text) => typeof text === "string");
}

/** The secrets in what a person was given: cookies, the CSRF token, the authenticator's key, recovery codes. */
export function secretsOfAnswer(cookies: readonly string[], body: unknown): string[] {
  const { secret, session, csrfToken, codes, oneTimePassword } = (body ?? {}) as Record<string, unknown>;
  const inner = (session ?? {}) as Record<string, unknown>;
  return [
    ...cookies.map(proofOf),
    ...recoveryCodes(codes),
    secret,
    oneTimePassword,
    csrfToken,
    inner["csrfToken"],
  ].filter((text) => typeof text === "string");
}

/** As they are shown, and as they are compared. */
const recoveryCodes = (codes: unknown) =>
  Array.isArray(codes) ? codes.flatMap((code) => [String(code), String(code).replace("-", "")]) : [];

/** Of a cookie or a link's token the part that proves it; the ids before it are no secret. */
export const proofOf = (bearer: string): string => bearer.split(".").at(-1) ?? "";

/** Six to eight digits stand for a code or a PIN; of other texts only what nothing else would be. */
function isTellable(secret: string): boolean {
  return /^\d{6,8}$/.test(secret) || (secret.length >= windowLength && !/^(.)\1*$/.test(secret));
}

const windowLength = 10;

/**
 * The secrets that occur in a text. Long ones anywhere, codes as numbers of their own.
 * One walk over the text, whatever the number of secrets.
 */
export function secretsIn(text: string, secrets: ReadonlySet<string>): string[] {
  const byBeginning = beginningsOf(secrets);
  const found = new Set<string>();
  for (const [number] of text.matchAll(/(?<![\w.-])\d{6,8}(?![\w.-])/g)) if (secrets.has(number)) found.add(number);
  for (let at = 0; at + windowLength <= text.length; at++)
    for (const secret of byBeginning.get(text.slice(at, at + windowLength)) ?? [])
      if (text.startsWith(secret, at)) found.add(secret);
  return [...found];
}

const indexes = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly string[]>>();

function beginningsOf(secrets: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(secrets);
  if (known) return known;
  const index = Map.groupBy(
    [...secrets].filter((secret) => secret.length >= windowLength),
    (secret) => secret.slice(0, windowLength),
  );
  indexes.set(secrets, index);
  return index;
}
