import type { Segment } from "./segments.ts";

/** The bytes of a segment's name as one number, so that no text is made of the many that nobody asks for; 0 where it is no name. */
export function nameIn({ bytes, start, end }: Segment, mark: number): number {
  const first = bytes[start] ?? 0;
  const second = bytes[start + 1] ?? 0;
  const third = start + 2 < end ? (bytes[start + 2] ?? 0) : mark;
  if (end - start < 2 || !isLetter(first) || !isNamed(second)) return 0;
  if (third === mark) return first * 256 + second;
  const fourth = start + 3 < end ? bytes[start + 3] : mark;
  return isNamed(third) && fourth === mark ? (first * 256 + second) * 256 + third : 0;
}

const isLetter = (byte: number): boolean => byte >= 65 && byte <= 90;
const isNamed = (byte: number): boolean => isLetter(byte) || (byte >= 48 && byte <= 57);

/** The same number of a name that is known. */
export function nameNumber(name: string): number {
  return [...name].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
}

/** The elements of a segment after its name, up to the `most`th. */
export function elementsOf(segment: Segment, mark: number, most: number): string[] {
  const found: string[] = [];
  let from = after(segment, segment.start, mark);
  while (from <= segment.end && found.length < most) {
    const next = after(segment, from, mark);
    found.push(textBetween(segment.bytes, from, next - 1));
    from = next;
  }
  return found;
}

/** The byte after the next separator, or after the segment's terminator. */
function after({ bytes, end }: Segment, from: number, mark: number): number {
  let at = from;
  while (at < end && bytes[at] !== mark) at += 1;
  return at + 1;
}

function textBetween(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
