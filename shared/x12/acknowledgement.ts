import { codeOf, type Fault, type SegmentFault } from "./fault.ts";
import type { FunctionalGroup, Interchange, InterchangeHeader, TransactionSet } from "./interchange.ts";
import { groupVerdictOf, isOfClaims, setVerdictOf } from "./outcome.ts";

/** Whose acknowledgement it is, its number, and when it is written (UTC). */
export interface AckFacts {
  /** ISA13 of the acknowledgement: a whole number of at most nine digits. */
  readonly controlNumber: number;
  readonly at: Date;
}

/** An acknowledgement as a file. */
export interface Acknowledgement {
  /** TA1 refuses the interchange as a whole; 999 answers its groups. */
  readonly kind: "TA1" | "999";
  readonly text: string;
}

type Segment = readonly (string | number)[];

const ackVersion = "005010X231A1";
const blanks = 10;

/**
 * Answers an interchange of claims: a TA1 where the interchange itself was refused, or its ISA14 asks for one, and a 999 of
 * each group of claims. The same facts give the same bytes. Each segment stands on a line of its own.
 * @returns undefined where the ISA segment does not tell whom to answer
 * Source: X12.5 (TA1), X12N 005010X231A1 (999).
 */
export function acknowledge(interchange: Interchange, facts: AckFacts): Acknowledgement | undefined {
  const { header, faults } = interchange;
  if (!header) return undefined;
  const isRefused = faults.length > 0;
  const groups = isRefused ? [] : interchange.groups.filter(isOfClaims);
  const segments = [
    ...(isRefused || header.wantsTa1 ? [ta1(header, faults[0])] : []),
    ...groups.flatMap((group, i) => functionalAck(group, header, { ...facts, controlNumber: i + 1 })),
    ["IEA", groups.length, digits(facts.controlNumber, 9)],
  ];
  const text = isa(header, facts) + segments.map(lineOf).join("");
  return { kind: isRefused ? "TA1" : "999", text };
}

const lineOf = (segment: Segment): string => `${trimmed(segment).map(plain).join("*")}~\n`;

/** Of a sender whose separators are others an element may hold what separates here, which would tear the answer apart. */
const plain = (element: string | number): string => String(element).replace(/[^ -~]|[*~:^]/g, " ");

/** Empty elements at a segment's end are left out. Source: X12.6. */
function trimmed(segment: Segment): Segment {
  const last = segment.findLastIndex((element) => element !== "");
  return segment.slice(0, last + 1);
}

const digits = (number: number, width: number): string => String(number).padStart(width, "0");
const dayOf = (at: Date): string => at.toISOString().slice(0, 10).replaceAll("-", "");
const timeOf = (at: Date): string => at.toISOString().slice(11, 16).replace(":", "");

/** Who received answers who sent: the two change places. */
function isa(header: InterchangeHeader, { controlNumber, at }: AckFacts): string {
  const { receiverQualifier, receiver, senderQualifier, sender } = header;
  const ids = [receiverQualifier, receiver.padEnd(15), senderQualifier, sender.padEnd(15)].map(plain);
  const ends = ["^", "00501", digits(controlNumber, 9), "0", header.isTest ? "T" : "P", ":"];
  const none = " ".repeat(blanks);
  return `${["ISA", "00", none, "00", none, ...ids, dayOf(at).slice(2), timeOf(at), ...ends].join("*")}~\n`;
}

function ta1({ controlNumber, date, time }: InterchangeHeader, fault: Fault | undefined): Segment {
  return ["TA1", controlNumber, date, time, fault ? "R" : "A", fault ? codeOf(fault) : "000"];
}

function functionalAck(group: FunctionalGroup, { sender, receiver }: InterchangeHeader, facts: AckFacts): Segment[] {
  const { controlNumber, at } = facts;
  const names = [group.receiver || receiver, group.sender || sender];
  const body = [
    ["ST", "999", "0001", ackVersion],
    ["AK1", group.kind, group.controlNumber, group.version],
    ...group.sets.flatMap(setAck),
    groupAnswer(group),
  ];
  return [
    ["GS", "FA", ...names, dayOf(at), timeOf(at), controlNumber, "X", ackVersion],
    ...body,
    ["SE", body.length + 1, "0001"],
    ["GE", 1, controlNumber],
  ];
}

/** The faults that AK905 to 909 and IK502 to 506 have room for. */
const codesTold = 5;
const codesOf = (faults: readonly Fault[]): string[] => [...new Set(faults.map(codeOf))].slice(0, codesTold);

function setAck({ kind, controlNumber, version, faults }: TransactionSet): Segment[] {
  const places = faults.flatMap(({ within }) => (within?.name ? [within] : []));
  const verdict = setVerdictOf({ faults }) === "accepted" ? "A" : "R";
  return [["AK2", kind, controlNumber, version], ...places.flatMap(segmentAck), ["IK5", verdict, ...codesOf(faults)]];
}

function segmentAck({ name, place, loop = "", code, element }: SegmentFault): Segment[] {
  return [["IK3", name, place, loop, code], ...(element ? [["IK4", element.place, element.number, element.code]] : [])];
}

const groupLetters = { accepted: "A", "accepted-in-part": "P", rejected: "R" } as const;

function groupAnswer(group: FunctionalGroup): Segment {
  const verdict = groupVerdictOf(group);
  const taken = verdict === "rejected" ? [] : group.sets.filter((set) => setVerdictOf(set) === "accepted");
  const counts = [group.claimedSets, group.sets.length, taken.length];
  return ["AK9", groupLetters[verdict], ...counts, ...codesOf(group.faults)];
}
