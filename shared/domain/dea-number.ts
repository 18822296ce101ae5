/**
 * Whether a text is a well-formed DEA registration number: two letters (the second may be the 9 of a business), six digits
 * and a check digit, which is the last digit of the sum of the odd places and twice the even ones.
 * Source: DEA Diversion Control Division, registrant validation; 21 CFR 1301.13.
 */
export function isDeaNumber(text: string): boolean {
  if (!/^[A-Z][A-Z9]\d{7}$/.test(text)) return false;
  const [one = 0, two = 0, three = 0, four = 0, five = 0, six = 0, check] = [...text.slice(2)].map(Number);
  return (one + three + five + 2 * (two + four + six)) % 10 === check;
}
