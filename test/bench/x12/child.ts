import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { X12Parser } from "node-x12";
import { claimsOf } from "../../../shared/x12/outcome.ts";
import { EnvelopeReader } from "../../../shared/x12/read-envelope.ts";

/** What one process tells of reading a file several times. */
export interface Reading {
  readonly claims: number;
  /** The fastest, milliseconds. */
  readonly ms: number;
  /** What the process's memory grew by at its highest, MB. */
  readonly grownMb: number;
}

const times = 7;
const pieceBytes = 65_536;

/** As the function does it: piece by piece as they come from the store. */
function ours(file: string): number {
  const reader = new EnvelopeReader();
  const piece = Buffer.alloc(pieceBytes);
  const from = openSync(file, "r");
  for (let read = readSync(from, piece); read > 0; read = readSync(from, piece)) reader.push(piece.subarray(0, read));
  closeSync(from);
  return claimsOf(reader.end()).claims;
}

/** The library as its guide says: the text as a whole, strictly. */
function library(file: string): number {
  const parsed = new X12Parser(true).parse(readFileSync(file, "latin1"));
  if (!("functionalGroups" in parsed)) throw new Error("the file has several interchanges");
  const segments = parsed.functionalGroups.flatMap(({ transactions }) => transactions.flatMap((set) => set.segments));
  return segments.filter(({ tag }) => tag === "CLM").length;
}

const [, , who = "", file = ""] = process.argv;
const read = who === "ours" ? ours : library;
const before = process.memoryUsage().rss;
const all: number[] = [];
let claims = 0;
for (let i = 0; i < times; i++) {
  const begun = performance.now();
  claims = read(file);
  all.push(performance.now() - begun);
}
const grownMb = process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024;
const told: Reading = { claims, ms: Math.min(...all), grownMb: Math.max(0, grownMb) };
process.stdout.write(JSON.stringify(told));
