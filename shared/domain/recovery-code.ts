/** Codes in one set, and characters of one code: ten of five bits each. Source: PRODUCT.md A2. */
export const recoveryCodeCount = 10;
export const recoveryCodeLength = 10;
/** Crockford's base 32: no I, L, O, U, which people take for something else. */
export const recoveryAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A recovery code as it is shown: two groups of five. */
export function inGroups(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** A typed code as it is compared: capitals, without hyphens and blanks, and with the digits that look-alikes stand for. */
export function asCompared(typed: string): string {
  return typed.replace(/[\s-]/g, "").toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0");
}
