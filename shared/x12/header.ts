import type { Fault, FaultKind, Position } from "./fault.ts";
import type { InterchangeHeader } from "./interchange.ts";

/** The marks that separate elements, repetitions, components and segments, as bytes. */
export interface Separators {
  readonly element: number;
  readonly component: number;
  readonly segment: number;
}

/** What was read of an ISA segment: without separators nothing after it can be. */
export interface HeaderReading {
  readonly header: InterchangeHeader | undefined;
  readonly separators: Separators | undefined;
  readonly faults: readonly Fault[];
}

/** Bytes of an ISA segment with its terminator. Source: X12.5, Interchange Control Header. */
export const headerBytes = 106;
const widths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1] as const;
const names = [
  ...[
    "authorization qualifier",
    "authorization",
    "security qualifier",
    "security",
    "sender's qualifier",
    "sender's id",
  ],
  ...["receiver's qualifier", "receiver's id", "date", "time", "repetition separator", "version", "control number"],
  ...["acknowledgment wish", "usage", "component separator"],
] as const;
/** What a TA1 calls a mistake in each element. Source: X12 data element I18. */
const codes = [
  ...["010", "011", "012", "013", "005", "006", "007", "008", "014", "015", "016", "017", "018", "019", "020", "027"],
] as const;
/** What the elements hold, where that is checked. Source: X12.5; HIPAA implementation guides, appendix C. */
const forms: Readonly<Record<number, RegExp>> = {
  1: /^0[0-8]$/,
  3: /^0[01]$/,
  5: /^(0[1-9]|1[0-9]|2[0-9]|3[0-8]|A[MS]|NR|SN|ZZ)$/,
  6: /^[!-~][ -~]*$/,
  7: /^(0[1-9]|1[0-9]|2[0-9]|3[0-8]|A[MS]|NR|SN|ZZ)$/,
  8: /^[!-~][ -~]*$/,
  9: /^\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  10: /^([01]\d|2[0-3])[0-5]\d$/,
  13: /^\d{9}$/,
  14: /^[01]$/,
  15: /^[PT]$/,
};
const readVersions: readonly string[] = ["00501"];

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** What may separate: a mark of ASCII that is no letter, digit, blank, nor part of a number, or a control other than NUL. */
function isMark(byte: number): boolean {
  const isLetterOrDigit = /[A-Za-z0-9]/.test(String.fromCharCode(byte));
  return byte > 0 && byte < 0x7f && !isLetterOrDigit && !" .-".includes(String.fromCharCode(byte));
}

/**
 * Reads the ISA segment that begins these bytes: by its fixed widths, and where those are broken, as far as its separators
 * still tell whom to answer.
 * @param bytes from ISA on, some 200 where there are as many
 */
export function readHeader(bytes: Uint8Array, at: Position): HeaderReading {
  const mark = bytes[3] ?? 0;
  const fault = (kind: FaultKind, reason: string, code?: string): Fault => ({
    ...at,
    kind,
    reason,
    ...(code && { code }),
  });
  if (!isMark(mark)) {
    const reason =
      "The fourth byte of the file separates elements; it is a letter, a digit, a blank or no character at all.";
    return { header: undefined, separators: undefined, faults: [fault("isa-separators", reason)] };
  }
  const elements = textOf(bytes.subarray(4, 250)).split(String.fromCharCode(mark), 16);
  const misfit = widths.findIndex((width, i) => i < 15 && elements[i]?.length !== width);
  if (misfit >= 0 || bytes.length < headerBytes) return brokenHeader(elements, misfit, fault);
  const separators = { element: mark, component: bytes[104] ?? 0, segment: bytes[105] ?? 0 };
  const faults = [...markFaults(separators, elements[10] ?? "", fault), ...elementFaults(elements, fault)];
  const isReadable = faults.every(({ kind }) => kind !== "isa-separators");
  // A number that is none is nobody's: it would stand in names of files, mails and the log.
  const isNumbered = forms[13]?.test(elements[12] ?? "");
  const header = isNumbered ? headerOf(elements) : undefined;
  return { header, separators: isReadable ? separators : undefined, faults };
}

type Faulty = (kind: FaultKind, reason: string, code?: string) => Fault;

function brokenHeader(elements: readonly string[], misfit: number, fault: Faulty): HeaderReading {
  const width = widths[misfit];
  const found = elements[misfit]?.length ?? 0;
  const isCut = elements.length < 16 || width === undefined;
  const reason = isCut
    ? "The ISA segment is not 106 characters long: it ends before its sixteen elements."
    : `The ISA segment is not 106 characters long: ISA${pad(misfit + 1)}, the ${names[misfit]}, has ${found} characters, not ${width}.`;
  const header = !isCut && isAnswerable(elements) ? headerOf(elements) : undefined;
  return { header, separators: undefined, faults: [fault("isa-width", reason, isCut ? undefined : codes[misfit])] };
}

/** Whether an acknowledgement can name its sender and its number, though the widths are wrong. */
function isAnswerable(elements: readonly string[]): boolean {
  const isName = (text = "") => /^[!-~][ -~]*$/.test(text) && text.trim().length <= 15;
  const places = [5, 7, 9, 10, 13].every((place) => forms[place]?.test(elements[place - 1] ?? ""));
  return places && isName(elements[5]) && isName(elements[7]);
}

const pad = (place: number): string => String(place).padStart(2, "0");

/** The four marks must differ, or nothing tells where an element ends. */
function markFaults({ element, component, segment }: Separators, repetition: string, fault: Faulty): Fault[] {
  const marks = [element, component, segment, repetition.charCodeAt(0)];
  const faults = [
    ...(isMark(component) ? [] : [fault("isa-separators", `ISA16, the component separator, ${cannot}`, "027")]),
    ...(isMark(segment)
      ? []
      : [fault("isa-separators", `The byte after ISA16, the segment terminator, ${cannot}`, "004")]),
    ...(isMark(marks[3] ?? 0) ? [] : [fault("isa-element", `ISA11, the repetition separator, ${cannot}`, "016")]),
  ];
  if (new Set(marks).size === 4) return faults;
  return [...faults, fault("isa-separators", "Two of the four separators that the ISA segment names are the same.")];
}
const cannot = "is a letter, a digit, a blank, a point, a minus or beyond ASCII.";

function elementFaults(elements: readonly string[], fault: Faulty): Fault[] {
  const version = elements[11] ?? "";
  const wrong = Object.entries(forms).filter(([place, form]) => !form.test(elements[Number(place) - 1] ?? ""));
  return [
    ...wrong.map(([place]) => {
      const i = Number(place) - 1;
      return fault("isa-element", `ISA${pad(i + 1)}, the ${names[i]}, holds a value that it cannot have.`, codes[i]);
    }),
    ...(readVersions.includes(version) ? [] : [fault("isa-version", "ISA12, the version, is not 00501.")]),
  ];
}

function headerOf(elements: readonly string[]): InterchangeHeader {
  const of = (place: number): string => elements[place - 1]?.trim() ?? "";
  return {
    senderQualifier: of(5),
    sender: of(6),
    receiverQualifier: of(7),
    receiver: of(8),
    date: of(9),
    time: of(10),
    version: of(12),
    controlNumber: of(13),
    wantsTa1: of(14) === "1",
    isTest: of(15) === "T",
  };
}
