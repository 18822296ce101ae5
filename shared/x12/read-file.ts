import type { Envelope } from "./interchange.ts";
import { EnvelopeReader } from "./read-envelope.ts";

/** Reads the envelope of a file that is there as a whole. */
export function readFile(bytes: Uint8Array): Envelope {
  const reader = new EnvelopeReader();
  reader.push(bytes);
  return reader.end();
}

/** Reads the envelope of a file that comes in pieces, as far as there is anything to learn. */
export async function readPieces(pieces: AsyncIterable<Uint8Array>): Promise<Envelope> {
  const reader = new EnvelopeReader();
  for await (const piece of pieces) {
    reader.push(piece);
    if (reader.isOver) break;
  }
  return reader.end();
}
