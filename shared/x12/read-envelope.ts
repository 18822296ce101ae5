import { elementsOf, nameIn, nameNumber } from "./elements.ts";
import { type Fault, type FaultKind, faultsKept, type Position, quoted } from "./fault.ts";
import type { HeaderReading } from "./header.ts";
import type { Envelope, FunctionalGroup, Interchange, InterchangeHeader } from "./interchange.ts";
import { OpenGroup } from "./read-group.ts";
import { type Segment, SegmentReader, type SegmentTaker } from "./segments.ts";

/** Sets of one file that are read; each has its line in the acknowledgement. So many groups and interchanges, too. */
export const mostSets = 10_000;

interface OpenInterchange {
  readonly at: Position;
  readonly header: InterchangeHeader | undefined;
  readonly groups: FunctionalGroup[];
  readonly faults: Fault[];
  readonly numbers: Set<string>;
}

type Handler = (segment: Segment) => void;

/**
 * Reads the envelope of a file that comes in pieces, in one pass: interchanges, groups and sets, what they count and number,
 * claims and their charge, and every mistake with its place. What stands within a set is not kept. Memory does not grow with
 * the file but with its sets. Source: PRODUCT.md S7, SECURITY D6.
 */
export class EnvelopeReader implements SegmentTaker {
  readonly #reader = new SegmentReader(this);
  readonly #handlers: ReadonlyMap<number, Handler>;
  readonly #interchanges: Interchange[] = [];
  readonly #seen = new Set<string>();
  #open: OpenInterchange | undefined;
  #group: OpenGroup | undefined;
  #mark = 0;
  #isX12 = true;
  #isAstray = false;
  #faults = 0;
  #sets = 0;
  #groups = 0;
  #isFull = false;

  constructor() {
    const named: Readonly<Record<string, Handler>> = {
      GS: (segment) => this.#beginGroup(segment),
      ST: (segment) => this.#beginSet(segment),
      CLM: (segment) => this.#within(segment)?.claim(segment, this.#mark),
      NM1: (segment) => this.#within(segment)?.name(segment, this.#mark),
      SE: (segment) => this.#endSet(segment),
      GE: (segment) => this.#endGroup(segment),
      IEA: (segment) => this.#endInterchange(segment),
      TA1: (segment) => this.#group && this.#astray(segment),
    };
    this.#handlers = new Map(Object.entries(named).map(([name, handler]) => [nameNumber(name), handler]));
  }

  /** Whether nothing that follows would be looked at: it is no X12, or cannot be read further. */
  get isOver(): boolean {
    return this.#isFull || this.#reader.isOver;
  }

  /** Takes the next piece of the file. */
  push(piece: Uint8Array): void {
    this.#reader.push(piece);
  }

  /** The file is over. @returns what it is */
  end(): Envelope {
    const end = this.#reader.end();
    if (this.#open) {
      this.#fault("ends-early", "The file ends before its IEA segment: it was not sent whole.", end);
      this.#keep();
    }
    return {
      isX12: this.#isX12 && this.#interchanges.length > 0,
      bytes: end.offset,
      segments: end.segment,
      interchanges: this.#interchanges,
      faults: this.#faults,
    };
  }

  header(reading: HeaderReading, at: Position): void {
    if (this.#isFull) return;
    if (this.#open) {
      this.#cutGroup(at);
      this.#fault("iea-missing", "An ISA segment stands here, but the interchange before it has no IEA segment.", at);
      this.#keep();
    }
    const { header } = reading;
    this.#open = { at: { ...at }, header, groups: [], faults: [], numbers: new Set() };
    for (const fault of reading.faults) this.#note(this.#open.faults, fault);
    const number = header && [header.senderQualifier, header.sender, header.controlNumber].join("*");
    if (number !== undefined && this.#seen.has(number))
      this.#fault("interchange-repeated", "ISA13, the interchange's control number, stands twice in this file.", at);
    if (number !== undefined) this.#seen.add(number);
    this.#mark = reading.separators?.element ?? 0;
    if (this.#interchanges.length >= mostSets) this.#leave("interchanges", at);
    else if (!reading.separators) this.#keep();
  }

  segment(segment: Segment): boolean {
    const name = nameIn(segment, this.#mark);
    const handler = this.#handlers.get(name);
    if (handler) handler(segment);
    else if (this.#group?.set) this.#group.set.other(segment, name);
    else this.#astray(segment);
    return this.#open !== undefined;
  }

  outside(at: Position, hasHeader: boolean): void {
    if (this.#isFull) return;
    const isFirst = this.#interchanges.length === 0;
    this.#isX12 = hasHeader || !isFirst;
    if (!this.#isX12) return;
    this.#open = { at: { ...at }, header: undefined, groups: [], faults: [], numbers: new Set() };
    const place = isFirst ? "Before the first ISA segment" : "After the last IEA segment";
    this.#fault("text-outside", `${place} stands something that does not belong there.`, at);
    this.#keep();
  }

  tooLong(at: Position): void {
    const reason = "No segment terminator follows for 4096 bytes: it is not the one that the ISA segment names.";
    this.#fault("segment-too-long", reason, at);
    this.#keep();
  }

  #beginGroup(segment: Segment): void {
    this.#isAstray = false;
    this.#cutGroup(segment);
    this.#groups += 1;
    if (this.#groups > mostSets) {
      this.#leave("groups", segment);
      return;
    }
    this.#group = new OpenGroup(segment, this.#mark, (faults, fault) => this.#note(faults, fault));
    const number = String(Number(this.#group.controlNumber));
    this.#group.open(this.#open?.numbers.has(number) === true);
    this.#open?.numbers.add(number);
  }

  #endGroup(segment: Segment): void {
    this.#isAstray = false;
    if (!this.#group) this.#astray(segment);
    this.#group?.cutSet(segment);
    this.#group?.close(segment, this.#mark);
    this.#keepGroup();
  }

  /** A group that is still open where something else begins ends here, and so does its set. */
  #cutGroup(at: Position): void {
    this.#group?.cutSet(at);
    this.#group?.cut(at);
    this.#keepGroup();
  }

  #keepGroup(): void {
    if (this.#group) this.#open?.groups.push(this.#group.done());
    this.#group = undefined;
  }

  #beginSet(segment: Segment): void {
    this.#isAstray = false;
    if (!this.#group) this.#astray(segment);
    this.#sets += 1;
    if (this.#sets <= mostSets) this.#group?.begin(segment, this.#mark);
    else if (this.#sets === mostSets + 1) this.#tooMany("sets", segment);
  }

  #tooMany(parts: string, at: Position): void {
    this.#fault("too-many-sets", `The file has more than ${mostSets} ${parts}; it is to be sent in parts.`, at);
  }

  /** Reads no further: each part takes memory, be it empty. */
  #leave(parts: string, at: Position): void {
    this.#tooMany(parts, at);
    this.#keep();
    this.#isFull = true;
  }

  #endSet(segment: Segment): void {
    if (this.#sets > mostSets) return;
    if (!this.#group?.set) this.#astray(segment);
    else this.#group.end(segment, this.#mark);
  }

  #endInterchange(segment: Segment): void {
    const [count, controlNumber] = elementsOf(segment, this.#mark, 2);
    this.#cutGroup(segment);
    const found = this.#open?.groups.length ?? 0;
    if (quoted(count) !== count || Number(count) !== found)
      this.#fault(
        "iea-group-count",
        `IEA01 is ${quoted(count)}, but there are ${found} groups in the interchange.`,
        segment,
      );
    const wanted = this.#open?.header?.controlNumber;
    if (wanted !== undefined && controlNumber !== wanted) {
      const reason = `IEA02 is ${quoted(controlNumber)}, but the interchange began with ${quoted(wanted)} in ISA13.`;
      this.#fault("iea-control-number", reason, segment);
    }
    this.#keep();
  }

  /** The set that a segment of claims belongs to. */
  #within(segment: Segment) {
    if (!this.#group?.set) this.#astray(segment);
    return this.#group?.set;
  }

  /** Something stands where only the envelope may: told once until the envelope goes on. */
  #astray(segment: Segment): void {
    if (this.#isAstray || this.#sets > mostSets) return;
    this.#isAstray = true;
    this.#fault(
      "segment-misplaced",
      "A segment stands here that may not: it belongs between ST and SE, in a group.",
      segment,
    );
  }

  /** Ends an interchange; of one that ends before its time, what was read of its group goes with it, with no further mistake. */
  #keep(): void {
    this.#group?.leaveSet({ segment: this.#reader.segments, offset: 0 });
    this.#keepGroup();
    if (this.#open) {
      const { at, header, groups, faults } = this.#open;
      this.#interchanges.push({ at, header, groups, faults });
    }
    this.#open = undefined;
    this.#isAstray = false;
  }

  #fault(kind: FaultKind, reason: string, { segment, offset }: Position): void {
    if (this.#open) this.#note(this.#open.faults, { segment, offset, kind, reason });
  }

  #note(faults: Fault[], fault: Fault): void {
    this.#faults += 1;
    if (this.#faults <= faultsKept || faults.length === 0) faults.push(fault);
  }
}
