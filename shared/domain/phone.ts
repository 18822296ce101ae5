/** Whether this is a phone number with its country, as the networks know it. Source: E.164. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{7,14}$/.test(text);
}

/** A number as people write it, without the blanks, dots, dashes and brackets between. */
export function phoneInOneForm(text: string): string {
  return text.replace(/[\s().-]/g, "").replace(/^00(?=[1-9])/, "+");
}

/** What is shown of a number: its last four digits. */
export function maskedPhone(phone: string): string {
  return `\u2022\u2022\u2022\u2022 ${phone.slice(-4)}`;
}
