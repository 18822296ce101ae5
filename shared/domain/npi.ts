/**
 * Whether ten digits are a well-formed National Provider Identifier.
 * Source: 45 CFR 162.406 and the CMS check-digit rule: first digit 1 or 2, Luhn over the number with prefix 80840.
 */
export function isNpi(text: string): boolean {
  if (!/^[12]\d{9}$/.test(text)) return false;
  const digits = [...`80840${text}`].map(Number);
  const sum = digits.reverse().reduce((total, digit, index) => total + luhnShare(digit, index), 0);
  return sum % 10 === 0;
}

function luhnShare(digit: number, indexFromRight: number): number {
  if (indexFromRight % 2 === 0) return digit;
  return digit > 4 ? digit * 2 - 9 : digit * 2;
}
