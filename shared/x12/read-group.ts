import { elementsOf } from "./elements.ts";
import { type Fault, type FaultKind, type Position, quoted } from "./fault.ts";
import type { FunctionalGroup, TransactionSet } from "./interchange.ts";
import { type Noting, OpenSet } from "./read-set.ts";
import type { Segment } from "./segments.ts";

/** The implementation guides of claims that are read: professional, institutional, dental. Source: HIPAA, 45 CFR 162.1102. */
export const claimVersion = /^005010X22([234])(A[0-9])?$/;

const plain = (text: string): string => (/^[!-~][ -~]{0,34}$/.test(text) ? text.trimEnd() : "");
const sameNumber = (one: string, other: string | undefined): boolean =>
  /^\d{1,9}$/.test(one) && other !== undefined && /^\d{1,9}$/.test(other) && Number(one) === Number(other);

/** A group whose GE has not come yet. */
export class OpenGroup {
  readonly faults: Fault[] = [];
  readonly kind: string;
  readonly version: string;
  readonly controlNumber: string;
  set: OpenSet | undefined;
  readonly #note: Noting;
  readonly #begun: Position;
  readonly #names: { readonly sender: string; readonly receiver: string };
  readonly #sets: TransactionSet[] = [];
  readonly #numbers = new Set<string>();
  #claimedSets: number | undefined;

  constructor(segment: Segment, mark: number, note: Noting) {
    const [kind = "", sender = "", receiver = "", , , number = "", , version = ""] = elementsOf(segment, mark, 8);
    this.kind = plain(kind);
    this.version = plain(version);
    this.controlNumber = /^\d{1,9}$/.test(number) ? number : "";
    this.#names = { sender: plain(sender), receiver: plain(receiver) };
    this.#note = note;
    this.#begun = { segment: segment.segment, offset: segment.offset };
  }

  /** Holds GS against what it may hold, and the groups before it. */
  open(isRepeated: boolean): void {
    if (this.controlNumber === "") this.#fault("gs-element", "GS06, the group's control number, is not a number.");
    else if (isRepeated)
      this.#fault("gs-repeated", "GS06, the group's control number, was used in this interchange before.");
    if (this.kind === "HC" && !claimVersion.test(this.version))
      this.#fault("gs-version", "GS08 names none of the guides that are read: 005010X222, 005010X223 and 005010X224.");
  }

  /** Begins a set; one that is still open is cut. */
  begin(segment: Segment, mark: number): void {
    this.cutSet(segment);
    this.set = new OpenSet(segment, elementsOf(segment, mark, 3), this.#note);
    this.set.open(this, this.#numbers.has(this.set.controlNumber));
    this.#numbers.add(this.set.controlNumber);
  }

  /** Ends the open set with its SE. */
  end(segment: Segment, mark: number): void {
    this.set?.close(segment, mark);
    this.leaveSet(segment);
  }

  /** Ends the open set, if there is one, without an SE. */
  cutSet(at: Position): void {
    this.set?.cut(at);
    this.leaveSet({ segment: at.segment - 1, offset: at.offset });
  }

  /** Keeps the open set, if there is one, as far as it was read. */
  leaveSet(last: Position): void {
    if (this.set) this.#sets.push(this.set.done(last));
    this.set = undefined;
  }

  /** Holds GE against what was found. */
  close(segment: Segment, mark: number): void {
    const [count, controlNumber] = elementsOf(segment, mark, 2);
    const found = this.#sets.length;
    if (quoted(count) === count) this.#claimedSets = Number(count);
    if (this.#claimedSets !== found)
      this.#fault("ge-set-count", `GE01 is ${quoted(count)}, but there are ${found} sets in the group.`, segment);
    if (!sameNumber(this.controlNumber, controlNumber))
      this.#fault(
        "ge-control-number",
        `GE02 is ${quoted(controlNumber)}, but the group began with ${quoted(this.controlNumber)} in GS06.`,
        segment,
      );
  }

  /** GE did not come where it had to. */
  cut(at: Position): void {
    this.#fault("ge-missing", "The group has no GE segment: it does not end before this place.", at);
  }

  /** The group as far as it was read. */
  done(): FunctionalGroup {
    return {
      kind: this.kind,
      ...this.#names,
      controlNumber: this.controlNumber,
      version: this.version,
      claimedSets: this.#claimedSets ?? this.#sets.length,
      sets: this.#sets,
      faults: this.faults,
    };
  }

  #fault(kind: FaultKind, reason: string, { segment, offset }: Position = this.#begun): void {
    this.#note(this.faults, { segment, offset, kind, reason });
  }
}
