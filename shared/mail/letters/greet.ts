import { typed } from "../typed-text.ts";

/** The first line of a letter; a first name that holds nothing printable is left out. */
export function greet(firstName: string): string {
  const name = typed(firstName);
  return name ? `Hello ${name},` : "Hello,";
}
