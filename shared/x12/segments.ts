import type { Position } from "./fault.ts";
import { type HeaderReading, headerBytes, readHeader, type Separators } from "./header.ts";

/** A segment where it lies in the bytes that were handed over; the object is used again for the next one. */
export interface Segment extends Position {
  readonly bytes: Uint8Array;
  /** Its first byte, and the one after its last, in `bytes`. */
  readonly start: number;
  readonly end: number;
}

/** Who is told of the segments of a file, in their order. */
export interface SegmentTaker {
  header(reading: HeaderReading, at: Position): void;
  /** @returns whether the interchange goes on */
  segment(segment: Segment): boolean;
  /**
   * Something else than an ISA segment stands between interchanges, or before the first.
   * @param hasHeader whether an ISA segment or a set of claims follows soon: then it is a file of claims that begins wrongly
   */
  outside(at: Position, hasHeader: boolean): void;
  /** No terminator within the longest that a segment may be. */
  tooLong(at: Position): void;
}

/** Far more than any segment of a claim has: a note has 80 characters. */
export const longestSegment = 4096;
/** What is looked at of an ISA segment whose widths may be wrong. */
const headerSight = 256;

/** What is looked at of something that is no ISA segment. */
const outsideSight = 512;

const carriageReturn = 13;
const lineFeed = 10;
const none: Uint8Array = new Uint8Array(0);
const isBreak = (byte: number | undefined): boolean => byte === lineFeed || byte === carriageReturn;

/** What programs put behind a file's last interchange: blanks, and the end-of-file mark of DOS. */
const isFiller = (byte: number | undefined): boolean => isBreak(byte) || byte === 32 || byte === 9 || byte === 26;

/** The bytes `ISA`, which no other segment's name begins with. */
const beginsHeader = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x49 && bytes[at + 1] === 0x53 && bytes[at + 2] === 0x41;

const beginsTrailer = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x49 && bytes[at + 1] === 0x45 && bytes[at + 2] === 0x41;

const hasHeaderSoon = (bytes: Uint8Array): boolean =>
  /ISA[^A-Za-z0-9 ]|ST[^A-Za-z0-9 ]837[^A-Za-z0-9 ]/.test(String.fromCharCode(...bytes));

/**
 * Cuts a file that comes in pieces into segments, in one pass and with no more memory than one piece and one segment. Line
 * breaks after a terminator are left out. Source: X12.5; SECURITY D6.
 */
export class SegmentReader {
  readonly #taker: SegmentTaker;
  readonly #segment: { -readonly [K in keyof Segment]: Segment[K] } = {
    bytes: none,
    start: 0,
    end: 0,
    segment: 0,
    offset: 0,
  };
  #separators: Separators | undefined;
  /** What is left of the last piece, and where in the file it begins. */
  #rest: Uint8Array = none;
  #base = 0;
  #segments = 0;
  #isOver = false;

  constructor(taker: SegmentTaker) {
    this.#taker = taker;
  }

  /** Segments told of so far. */
  get segments(): number {
    return this.#segments;
  }

  /** Whether nothing that follows would be looked at. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Takes the next piece of the file; it is not kept when the call is over. */
  push(piece: Uint8Array): void {
    const bytes = this.#rest.length > 0 ? joined(this.#rest, piece) : piece;
    const read = this.#isOver ? bytes.length : this.#read(bytes, false);
    this.#rest = bytes.slice(read);
    this.#base += read;
  }

  /** Tells what is left when the file is over. @returns where it ended */
  end(): Position {
    if (!this.#isOver) this.#base += this.#read(this.#rest, true);
    return { segment: this.#segments, offset: this.#base };
  }

  /** @returns how many of the bytes were used */
  #read(bytes: Uint8Array, isLast: boolean): number {
    let at = 0;
    while (!this.#isOver) {
      at = this.#skipBreaks(bytes, at);
      if (at >= bytes.length) break;
      const next = this.#isAtHeader(bytes, at) ? this.#header(bytes, at, isLast) : this.#next(bytes, at, isLast);
      if (next === undefined) break;
      at = next;
    }
    return this.#isOver ? bytes.length : Math.min(at, bytes.length);
  }

  #skipBreaks(bytes: Uint8Array, from: number): number {
    let at = from;
    const isSkipped = this.#separators ? isBreak : isFiller;
    while (isSkipped(bytes[at]) && bytes[at] !== this.#separators?.segment) at += 1;
    return at;
  }

  /** Between interchanges everything has to be a header; within one, a header tells that the last was never closed. */
  #isAtHeader(bytes: Uint8Array, at: number): boolean {
    return this.#separators === undefined || beginsHeader(bytes, at);
  }

  /** @returns where to read on, or undefined where more bytes are needed */
  #header(bytes: Uint8Array, at: number, isLast: boolean): number | undefined {
    if (!isLast && bytes.length - at < headerSight) return undefined;
    const position = { segment: this.#segments + 1, offset: this.#base + at };
    if (!beginsHeader(bytes, at)) {
      this.#isOver = true;
      this.#taker.outside(position, hasHeaderSoon(bytes.subarray(at, at + outsideSight)));
      return undefined;
    }
    this.#segments += 1;
    const reading = readHeader(bytes.subarray(at, at + headerSight), position);
    this.#taker.header(reading, position);
    this.#separators = reading.separators;
    if (!reading.separators) this.#isOver = true;
    return at + headerBytes;
  }

  #next(bytes: Uint8Array, at: number, isLast: boolean): number | undefined {
    const found = bytes.indexOf(this.#separators?.segment ?? 0, at);
    const end = found < 0 ? bytes.length : found;
    if (end - at > longestSegment) {
      this.#isOver = true;
      this.#taker.tooLong({ segment: this.#segments + 1, offset: this.#base + at });
      return undefined;
    }
    // Some senders leave out the very last terminator; anything else that is not ended is a piece of something.
    if (found < 0 && !(isLast && beginsTrailer(bytes, at))) return undefined;
    return this.#tell({ bytes, start: at, end });
  }

  #tell({ bytes, start, end }: Pick<Segment, "bytes" | "start" | "end">): number {
    this.#segments += 1;
    const told = this.#segment;
    told.bytes = bytes;
    told.start = start;
    told.end = end;
    told.segment = this.#segments;
    told.offset = this.#base + start;
    if (!this.#taker.segment(told)) this.#separators = undefined;
    return end + 1;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
