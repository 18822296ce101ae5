/** The most digits before the point that an amount of a claim may have. Source: X12N 837, CLM02 (R, at most 18). */
const form = /^(-?)(\d{0,15})(?:\.(\d{0,2}))?$/;

/** Cents of an amount such as `125`, `125.5` or `.50`, exact at any size. @returns undefined when it is none */
export function centsOf(text: string): bigint | undefined {
  const [, sign, whole = "", part = ""] = form.exec(text) ?? [];
  if (sign === undefined || whole + part === "") return undefined;
  const cents = BigInt(whole || "0") * 100n + BigInt(part.padEnd(2, "0"));
  return sign === "-" ? -cents : cents;
}

/** Cents as people and programs read them: `1250.00`. */
export function amountOf(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
