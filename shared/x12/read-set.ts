import { centsOf } from "./amount.ts";
import { elementsOf } from "./elements.ts";
import { type Fault, type FaultKind, type Position, quoted, type SegmentFault } from "./fault.ts";
import type { FunctionalGroup, TransactionSet } from "./interchange.ts";
import { segmentNamesOf } from "./segment-names.ts";
import type { Segment } from "./segments.ts";

/** Takes a mistake down, unless there are too many already. */
export type Noting = (faults: Fault[], fault: Fault) => void;

/** A set whose SE has not come yet. */
export class OpenSet {
  readonly kind: string;
  readonly controlNumber: string;
  readonly version: string;
  readonly faults: Fault[] = [];
  readonly #note: Noting;
  readonly #begun: Position;
  readonly #names: ReadonlySet<number> | undefined;
  #claims = 0;
  #cents = 0n;
  #submitter: string | undefined;
  #receiver: string | undefined;

  constructor(begun: Position, elements: readonly string[], note: Noting) {
    const [kind = "", controlNumber = "", version = ""] = elements;
    this.kind = kind;
    this.controlNumber = controlNumber;
    this.version = version;
    this.#note = note;
    this.#begun = { segment: begun.segment, offset: begun.offset };
    this.#names = kind === "837" ? segmentNamesOf(version) : undefined;
  }

  /** Holds ST against its group and the sets before it. */
  open(group: Pick<FunctionalGroup, "kind" | "version">, isRepeated: boolean): void {
    if (!/^[!-~]{4,9}$/.test(this.controlNumber))
      this.#fault("st-element", "ST02, the set's control number, has not four to nine characters.");
    else if (isRepeated) this.#fault("st-repeated", "ST02, the set's control number, was used in this group before.");
    if (group.kind !== "HC") return;
    if (this.kind !== "837") this.#fault("st-kind", "ST01 is not 837, though the group is one of claims (GS01 is HC).");
    if (this.version !== group.version)
      this.#fault("st-version", "ST03, the implementation guide, is not the one that GS08 names.");
  }

  /** Counts a claim and adds its CLM02. */
  claim(segment: Segment, mark: number): void {
    this.#claims += 1;
    const cents = centsOf(elementsOf(segment, mark, 2)[1] ?? "");
    if (cents !== undefined) {
      this.#cents += cents;
      return;
    }
    const reason = `CLM02 of claim ${this.#claims} of this set, its total charge, is not an amount.`;
    const element = { place: 2, number: "782", code: "6" };
    this.#fault("claim-amount", reason, { at: segment, within: { name: "CLM", loop: "2300", code: "8", element } });
  }

  /** Takes the ids of who submits and who receives; names are not looked at. */
  name(segment: Segment, mark: number): void {
    const elements = elementsOf(segment, mark, 9);
    const id = /^[ -~]{1,80}$/.test(elements[8] ?? "") ? elements[8] : undefined;
    if (elements[0] === "41") this.#submitter ??= id;
    if (elements[0] === "40") this.#receiver ??= id;
  }

  /** Any other segment, by the number of its name: one that no 837 has is told, and never quoted. */
  other(segment: Segment, name: number): void {
    if (name !== 0 && this.#names?.has(name) !== false) return;
    const reason =
      name === 0
        ? "The segment's name is not two or three capital letters and digits, so a separator is probably missing."
        : "The segment's name is none that claims of this kind have.";
    this.#fault("segment-name", reason, { at: segment, within: { name: "", code: "1" } });
  }

  /** Holds SE against what was found. */
  close(segment: Segment, mark: number): void {
    const [count, controlNumber] = elementsOf(segment, mark, 2);
    const found = segment.segment - this.#begun.segment + 1;
    if (Number(count) !== found || quoted(count) !== count)
      this.#fault("se-segment-count", `SE01 is ${quoted(count)}, but there are ${found} segments from ST to SE.`, {
        at: segment,
      });
    if (controlNumber !== this.controlNumber)
      this.#fault("se-control-number", "SE02 is not the control number that the set began with in ST02.", {
        at: segment,
      });
    if (this.kind === "837" && this.#claims === 0)
      this.#fault("claim-missing", "The set has no claim (CLM) in it.", {
        at: segment,
        within: { name: "CLM", loop: "2300", code: "3" },
      });
  }

  /** SE did not come where it had to. */
  cut(at: Position): void {
    this.#fault("se-missing", "The set has no SE segment: it does not end before this place.", { at });
  }

  /** The set as far as it was read. */
  done(last: Position): TransactionSet {
    return {
      kind: this.kind,
      controlNumber: this.controlNumber,
      version: this.version,
      segments: last.segment - this.#begun.segment + 1,
      claims: this.#claims,
      cents: this.#cents,
      submitter: this.#submitter,
      receiver: this.#receiver,
      faults: this.faults,
    };
  }

  #fault(kind: FaultKind, reason: string, more: { at?: Position; within?: Omit<SegmentFault, "place"> } = {}): void {
    const { segment, offset } = more.at ?? this.#begun;
    const place = segment - this.#begun.segment + 1;
    const within = more.within && { ...more.within, place };
    this.#note(this.faults, { segment, offset, kind, reason, ...(within && { within }) });
  }
}
