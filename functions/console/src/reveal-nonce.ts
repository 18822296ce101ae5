const storageKey = "gatehouse.secret-nonce";

interface Kept {
  readonly token: string;
  readonly nonce: string;
}

function kept(): Partial<Kept> {
  return JSON.parse(sessionStorage.getItem(storageKey) ?? "{}") as Partial<Kept>;
}

/** Whether this tab has begun to use the link: then a lost answer can be shown again for a minute. */
export const hasNonceFor = (token: string): boolean => kept().token === token;

/** What a password is made of beside the link, the same for a link as long as the tab lives: it goes as the Idempotency-Key. Source: SECURITY B11. */
export function nonceFor(token: string): string {
  const { nonce } = hasNonceFor(token) ? kept() : {};
  if (nonce) return nonce;
  const made = crypto.randomUUID();
  sessionStorage.setItem(storageKey, JSON.stringify({ token, nonce: made } satisfies Kept));
  return made;
}

/** Once the password is where it belongs, nothing leads to it any more. */
export const forgetNonce = (): void => sessionStorage.removeItem(storageKey);
