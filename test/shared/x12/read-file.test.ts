import fc from "fast-check";
import { type X12Interchange, X12Parser } from "node-x12";
import { describe, expect, test } from "vitest";
import { amountOf, centsOf } from "../../../shared/x12/amount.ts";
import type { Envelope } from "../../../shared/x12/interchange.ts";
import { claimsOf, faultsOf, fileKindOf, fileVerdictOf } from "../../../shared/x12/outcome.ts";
import { EnvelopeReader } from "../../../shared/x12/read-envelope.ts";
import { readFile, readPieces } from "../../../shared/x12/read-file.ts";
import { longestSegment } from "../../../shared/x12/segments.ts";
import { type FilePlan, fileOfClaims } from "../../kit/claims.ts";

const bytesOf = (text: string) => Buffer.from(text, "latin1");
const read = (text: string) => readFile(bytesOf(text));

/** What an independent library finds in the same file: sets with their segments, claims and charges. */
function byLibrary(text: string) {
  // Of several interchanges in one text the library overflows its stack, so it is given one after another.
  const texts = text.split(/(?=ISA.00)/);
  const interchanges = texts.map((each) => new X12Parser(true).parse(each) as X12Interchange);
  return interchanges.map((interchange) => ({
    number: Number(interchange.header.valueOf(13)),
    sender: interchange.header.valueOf(6)?.trim(),
    groups: interchange.functionalGroups.map((group) => ({
      number: group.header.valueOf(6),
      sets: group.transactions.map(({ header, segments }) => ({
        number: header.valueOf(2),
        segments: segments.length + 2,
        claims: segments.filter(({ tag }) => tag === "CLM").length,
        cents: segments.reduce(
          (sum, segment) => sum + (segment.tag === "CLM" ? Math.round(Number(segment.valueOf(2)) * 100) : 0),
          0,
        ),
        submitter: segments.find(({ tag, elements }) => tag === "NM1" && elements[0]?.value === "41")?.valueOf(9),
      })),
    })),
  }));
}

const byUs = ({ interchanges }: Envelope) =>
  interchanges.map(({ header, groups }) => ({
    number: Number(header?.controlNumber),
    sender: header?.sender,
    groups: groups.map((group) => ({
      number: group.controlNumber,
      sets: group.sets.map(({ controlNumber, segments, claims, cents, submitter }) => ({
        number: controlNumber,
        segments,
        claims,
        cents: Number(cents),
        submitter,
      })),
    })),
  }));

const plans: [string, FilePlan][] = [
  ["837P of 3,000 claims in one set", { kind: "P", claims: 3000, seed: 1 }],
  ["837I of 1,500 claims in three sets", { kind: "I", claims: 500, sets: 3, seed: 2 }],
  ["837D of 1,200 claims in two groups", { kind: "D", claims: 300, sets: 2, groups: 2, seed: 3 }],
  ["three interchanges in one file", { interchanges: 3, claims: 40, sets: 2, seed: 4 }],
  ["a file without line breaks", { claims: 200, marks: { lineEnd: "" }, seed: 5 }],
  ["a file whose terminator is a line break", { claims: 200, marks: { segment: "\n", lineEnd: "" }, seed: 6 }],
  ["a file with the marks of another vendor", { claims: 50, marks: { element: "|", component: ">", repetition: "{" } }],
];

test.each(plans)("%s reads as an independent library reads it", (_, plan) => {
  const text = fileOfClaims(plan);
  const envelope = read(text);
  expect(faultsOf(envelope)).toEqual([]);
  expect(fileVerdictOf(envelope)).toBe("accepted");
  expect(fileKindOf(envelope)).toBe(`837${plan.kind ?? "P"}`);
  expect(byUs(envelope)).toEqual(byLibrary(text));
  expect(envelope.bytes).toBe(text.length);
});

test("a file that comes in pieces of any size reads as one that comes at once", async () => {
  const text = fileOfClaims({ claims: 30, sets: 2, interchanges: 2 });
  const whole = read(text);
  for (const size of [1, 2, 7, 105, 106, 107, 1000, 4096]) {
    const pieces = (async function* () {
      for (let at = 0; at < text.length; at += size) yield bytesOf(text.slice(at, at + size));
    })();
    expect(await readPieces(pieces)).toEqual(whole);
  }
});

test.each([
  ["125", 12_500n],
  ["125.5", 12_550n],
  ["125.50", 12_550n],
  [".75", 75n],
  ["0", 0n],
  ["7.", 700n],
  ["-12.34", -1234n],
  ["999999999999999.99", 99_999_999_999_999_999n],
])("the amount %s is %s cents", (text, cents) => {
  expect(centsOf(text)).toBe(cents);
  expect(centsOf(amountOf(cents))).toBe(cents);
});

test.each(["", ".", "-", "1,250.00", "1.234", "$5", "1e3", " 5", "five", "1".repeat(16), "--1"])(
  "%j is no amount",
  (text) => {
    expect(centsOf(text)).toBeUndefined();
  },
);

test("the sum of claims is exact where floating point is not", () => {
  const cents = Array.from({ length: 5000 }, (_, i) => BigInt((i * 7919) % 100_003));
  const text = fileOfClaims({ claims: 1 });
  const claims = cents.map((each, i) => `CLM*A${i}*${amountOf(each)}***11:B:1*Y*A*Y*Y~`).join("\n");
  const [head = "", tail = ""] = text.split(/CLM\*[^~]*~/);
  const { cents: found, claims: count } = claimsOf(read(head + claims + tail));
  expect([found, count]).toEqual([cents.reduce((sum, each) => sum + each, 0n), 5000]);
});

/** A file with one thing broken, and what is said of it: the kind, the segment's name where it stands, words of the reason. */
interface Damage {
  readonly what: string;
  readonly plan?: FilePlan;
  readonly spoil: (text: string) => string;
  readonly kind: string;
  readonly at: string;
  readonly says: RegExp;
  readonly verdict?: string;
}

const swap = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

const damages: Damage[] = [
  {
    what: "a sender's id that is not filled up with blanks",
    spoil: swap("HARBORCLINIC   ", "HARBORCLINIC"),
    kind: "isa-width",
    at: "ISA",
    says: /ISA06, the sender's id, has 12 characters, not 15/,
  },
  {
    what: "an ISA segment with an element too few",
    spoil: swap("*0830*^", "*^"),
    kind: "isa-width",
    at: "ISA",
    says: /106 characters/,
  },
  {
    what: "a control number of eight digits",
    spoil: swap("*000000905*0*P", "*00000905*0*P"),
    kind: "isa-width",
    at: "ISA",
    says: /ISA13, the control number, has 8 characters/,
  },
  {
    what: "a control number with a letter",
    spoil: (text) => text.replaceAll("000000905", "00000090X"),
    kind: "isa-element",
    at: "ISA",
    says: /ISA13/,
  },
  {
    what: "a date that is none",
    spoil: swap("*261120*", "*261320*"),
    kind: "isa-element",
    at: "ISA",
    says: /ISA09, the date/,
  },
  { what: "an older version", spoil: swap("*00501*", "*00401*"), kind: "isa-version", at: "ISA", says: /00501/ },
  {
    what: "a usage that is neither test nor production",
    spoil: swap("*0*P*:", "*0*X*:"),
    kind: "isa-element",
    at: "ISA",
    says: /ISA15/,
  },
  {
    what: "a letter for the element separator",
    spoil: (text) => text.replaceAll("*", "A"),
    kind: "isa-separators",
    at: "ISA",
    says: /fourth byte/,
  },
  {
    what: "the same mark for elements and components",
    spoil: swap("*P*:~", "*P**~"),
    kind: "isa-separators",
    at: "ISA",
    says: /the same/,
  },
  {
    what: "a digit for the segment terminator",
    spoil: swap("*P*:~", "*P*:7"),
    kind: "isa-separators",
    at: "ISA",
    says: /segment terminator/,
  },
  {
    what: "a letter for the component separator",
    spoil: swap("*P*:~", "*P*K~"),
    kind: "isa-separators",
    at: "ISA",
    says: /ISA16/,
  },
  {
    what: "a letter for the repetition separator",
    spoil: swap("*^*", "*U*"),
    kind: "isa-element",
    at: "ISA",
    says: /ISA11/,
  },
  {
    what: "another terminator than the ISA segment names",
    spoil: (text) => text.slice(0, 106) + text.slice(106).replaceAll("~\n", "|").repeat(3),
    kind: "segment-too-long",
    at: "GS",
    says: /4096 bytes/,
  },
  {
    what: "an IEA02 that is not ISA13",
    spoil: swap("IEA*1*000000905", "IEA*1*000000906"),
    kind: "iea-control-number",
    at: "IEA",
    says: /IEA02 is 000000906, .* 000000905 in ISA13/,
  },
  {
    what: "an IEA01 that is not the number of groups",
    spoil: swap("IEA*1*", "IEA*2*"),
    kind: "iea-group-count",
    at: "IEA",
    says: /IEA01 is 2, but there are 1 groups/,
  },
  {
    what: "a GE02 that is not GS06",
    spoil: swap("GE*1*9050", "GE*1*9051"),
    kind: "ge-control-number",
    at: "GE",
    says: /GE02 is 9051, .* 9050 in GS06/,
  },
  {
    what: "a GE01 that is not the number of sets",
    spoil: swap("GE*1*9050", "GE*3*9050"),
    kind: "ge-set-count",
    at: "GE",
    says: /GE01 is 3, but there are 1 sets/,
  },
  {
    what: "a guide that is not read",
    spoil: (text) => text.replaceAll("005010X222A1", "004010X098A1"),
    kind: "gs-version",
    at: "GS",
    says: /GS08/,
  },
  {
    what: "a group number that is none",
    spoil: (text) => text.replaceAll("*9050", "*ONE"),
    kind: "gs-element",
    at: "GS",
    says: /GS06/,
  },
  {
    what: "a group number used twice",
    plan: { groups: 2 },
    spoil: (text) => text.replaceAll("*9051", "*9050"),
    kind: "gs-repeated",
    at: "GS",
    says: /GS06/,
    verdict: "accepted-in-part",
  },
  {
    what: "an SE01 that is not the number of segments",
    spoil: swap(/\nSE\*\d+\*/, "\nSE*12*"),
    kind: "se-segment-count",
    at: "SE",
    says: /SE01 is 12, but there are \d+ segments/,
  },
  {
    what: "an SE02 that is not ST02",
    spoil: swap(/(SE\*\d+\*)0001/, "$10007"),
    kind: "se-control-number",
    at: "SE",
    says: /SE02/,
  },
  {
    what: "a set number used twice",
    plan: { sets: 2 },
    spoil: (text) => text.replaceAll("*0002", "*0001"),
    kind: "st-repeated",
    at: "ST",
    says: /ST02/,
    verdict: "accepted-in-part",
  },
  {
    what: "a set that is no 837 among claims",
    spoil: swap("ST*837*", "ST*835*"),
    kind: "st-kind",
    at: "ST",
    says: /ST01 is not 837/,
  },
  {
    what: "a set of another guide than its group",
    spoil: swap(/(ST\*837\*0001\*005010X22)2A1/, "$13A2"),
    kind: "st-version",
    at: "ST",
    says: /ST03/,
  },
  {
    what: "a set without SE",
    spoil: swap(/SE\*\d+\*0001~\n/, ""),
    kind: "se-missing",
    at: "GE",
    says: /no SE segment/,
  },
  {
    what: "a group without GE",
    spoil: swap(/GE\*1\*9050~\n/, ""),
    kind: "ge-missing",
    at: "IEA",
    says: /no GE segment/,
  },
  {
    what: "an interchange without IEA before the next",
    plan: { interchanges: 2 },
    spoil: swap("IEA*1*000000905~\n", ""),
    kind: "iea-missing",
    at: "ISA",
    says: /no IEA segment/,
    verdict: "accepted-in-part",
  },
  {
    what: "a set outside a group",
    spoil: swap(/GS\*[^~]*~\n/, ""),
    kind: "segment-misplaced",
    at: "ST",
    says: /in a group/,
  },
  {
    what: "claims outside a set",
    spoil: swap(/ST\*[^~]*~\n/, ""),
    kind: "segment-misplaced",
    at: "BHT",
    says: /between ST and SE/,
  },
  {
    what: "an upload that was cut",
    spoil: (text) => text.slice(0, text.indexOf("CLM*ACCT2") + 20),
    kind: "ends-early",
    at: "",
    says: /not sent whole/,
  },
  {
    what: "the trailers of an upload cut off",
    spoil: swap(/GE\*[\s\S]*$/, ""),
    kind: "ends-early",
    at: "",
    says: /not sent whole/,
  },
  {
    what: "the same interchange twice",
    plan: {},
    spoil: (text) => text + text,
    kind: "interchange-repeated",
    at: "ISA",
    says: /twice in this file/,
    verdict: "accepted-in-part",
  },
  {
    what: "text after the last interchange",
    spoil: (text) => `${text}thank you`,
    kind: "text-outside",
    at: "",
    says: /After the last IEA/,
    verdict: "accepted-in-part",
  },
  {
    what: "a byte order mark before the first interchange",
    spoil: (text) => `\u00ef\u00bb\u00bf${text}`,
    kind: "text-outside",
    at: "",
    says: /Before the first ISA/,
  },
  {
    what: "a lost beginning",
    spoil: (text) => text.slice(60),
    kind: "text-outside",
    at: "",
    says: /Before the first ISA/,
  },
  {
    what: "a charge that is no number",
    spoil: swap(/(CLM\*ACCT2\*)[^*]*/, "$1SMITH"),
    kind: "claim-amount",
    at: "CLM",
    says: /CLM02 of claim 2 of this set/,
  },
  {
    what: "a set without claims",
    spoil: swap(/CLM\*[\s\S]*(?=SE\*)/, ""),
    kind: "claim-missing",
    at: "SE",
    says: /no claim/,
  },
  {
    what: "a separator lost within a segment's name",
    spoil: swap("HI*", "HI "),
    kind: "segment-name",
    at: "HI ",
    says: /separator is probably missing/,
  },
  {
    what: "a segment that claims do not have",
    spoil: swap("HI*", "HX*"),
    kind: "segment-name",
    at: "HX",
    says: /none that claims of this kind have/,
  },
  {
    what: "bytes of another kind",
    spoil: swap("N3*100", "\u0000\u0001*100"),
    kind: "segment-name",
    at: "\u0000",
    says: /capital letters and digits/,
  },
];

describe("a broken envelope is reported with its segment, its byte and its reason", () => {
  test.each(damages)("$what (attack 84)", ({ plan, spoil, kind, at, says, verdict }) => {
    const text = spoil(fileOfClaims({ claims: 3, ...plan }));
    const envelope = read(text);
    const fault = faultsOf(envelope).find((each) => each.kind === kind);
    expect(fault?.reason).toMatch(says);
    expect(text.slice(fault?.offset).startsWith(at), "the byte is where the segment begins").toBe(true);
    const before = text.slice(0, fault?.offset).split("~").length;
    if (at && !["isa-separators", "isa-width", "segment-too-long"].includes(kind)) expect(fault?.segment).toBe(before);
    expect(fileVerdictOf(envelope)).toBe(verdict ?? "rejected");
  });
});

test("no reason ever quotes what stands in the file, wherever it is damaged (attack 84)", () => {
  const text = fileOfClaims({ claims: 4 });
  const secret = "ZUZANNAPATIENT";
  const places = [...text.matchAll(/[*~:]/g)].map(({ index }) => index);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.nat(30), (place, cut) => {
      const spoilt = text.slice(0, place) + secret + text.slice(place + cut);
      const { interchanges } = read(spoilt);
      const reasons = faultsOf(read(spoilt)).map(({ reason, within }) => reason + (within?.name ?? ""));
      expect(reasons.join()).not.toContain("ZUZ");
      expect(interchanges.length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

test("files with any separators read alike, and each byte that is lost or changed is found or harms nothing (attack 84)", () => {
  const marks = fc
    .uniqueArray(fc.constantFrom(..."!\"%&'()*+,/:;<=>?@[]^_`{|}~#$", "\u001c", "\u001d", "\u001e", "\n"), {
      minLength: 4,
      maxLength: 4,
    })
    .map(([element = "", repetition = "", component = "", segment = ""]) => ({
      element,
      repetition,
      component,
      segment,
    }));
  const usual = byUs(read(fileOfClaims({ claims: 2, sets: 2 })));
  const ofText = fc.tuple(marks, fc.constantFrom("", "\r\n"), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255));
  fc.assert(
    fc.property(ofText, ([chosen, lineEnd, where, byte]) => {
      const text = fileOfClaims({
        claims: 2,
        sets: 2,
        marks: { ...chosen, lineEnd: chosen.segment === "\n" ? "" : lineEnd },
      });
      const clean = read(text);
      expect(faultsOf(clean)).toEqual([]);
      expect(byUs(clean)).toEqual(usual);
      const at = Math.min(text.length - 1, Math.floor(where * text.length));
      const lost = read(text.slice(0, at) + text.slice(at + 1));
      const changed = read(text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1));
      // What is still accepted has the same envelope: nobody loses or gains a claim unseen.
      for (const envelope of [lost, changed]) {
        const { claims } = claimsOf(envelope);
        const verdict = fileVerdictOf(envelope);
        if (verdict === "accepted") expect(claims).toBe(4);
        if (verdict === "rejected" || verdict === "accepted-in-part") expect(faultsOf(envelope)).not.toEqual([]);
      }
    }),
    { numRuns: 600 },
  );
});

test.each([
  ["a picture", "\u0089PNG\r\n\u001a\n", "other"],
  ["a table", "name,amount\nx,1\n", "other"],
  ["nothing", "", "other"],
  ["a page of text", "Dear colleagues, the claims come tomorrow.", "other"],
])("%s is listed as received", (_, text, kind) => {
  const envelope = read(text);
  expect([fileKindOf(envelope), fileVerdictOf(envelope), faultsOf(envelope)]).toEqual([kind, "received", []]);
});

test.each([
  ["835", "HP", "005010X221A1"],
  ["277", "HN", "005010X214"],
  ["270", "HS", "005010X279A1"],
])("a file of %s is listed as received, whatever is in it", (kind, group, version) => {
  const text = fileOfClaims({ claims: 2 })
    .replace("*HC*", `*${group}*`)
    .replaceAll("005010X222A1", version)
    .replace("ST*837", `ST*${kind}`)
    .replace(/SE\*\d+/, "SE*1");
  const envelope = read(text);
  expect([fileKindOf(envelope), fileVerdictOf(envelope), faultsOf(envelope)]).toEqual([kind, "received", []]);
});

test("what programs put behind the last segment does no harm, nor does a last terminator that is missing", () => {
  const text = fileOfClaims({ claims: 2 });
  for (const end of ["\r\n\r\n", "  \n", "\u001a"]) expect(fileVerdictOf(read(text + end))).toBe("accepted");
  expect(fileVerdictOf(read(text.replace(/~\n$/, "")))).toBe("accepted");
});

test.each([
  ["groups", (header: string) => `${header}${"GS*HC*A*B*20261120*0830*1*X*005010X222A1~".repeat(30_000)}`],
  [
    "interchanges",
    (header: string) =>
      Array.from({ length: 10_010 }, (_, i) =>
        `${header}IEA*0*000000905~`.replaceAll("000000905", `${100_000_000 + i}`),
      ).join(""),
  ],
])("a file of many empty %s is not read to its end (attack 82)", (what, textOf) => {
  const { interchanges } = read(textOf(fileOfClaims({ claims: 1 }).slice(0, 106)));
  const groups = interchanges.reduce((sum, each) => sum + each.groups.length, 0);
  expect(Math.max(interchanges.length, groups)).toBeLessThanOrEqual(10_001);
  expect(interchanges.at(-1)?.faults.at(-1)?.reason).toBe(
    `The file has more than 10000 ${what}; it is to be sent in parts.`,
  );
  expect(interchanges.at(-1)?.faults.filter(({ kind }) => kind === "text-outside")).toEqual([]);
});

test("a file of many sets and mistakes, or of one endless segment, takes no more memory than a small one (attack 82)", () => {
  const set = "ST*837*0001*005010X222A1~SE*9*0002~";
  const text = fileOfClaims({ claims: 1, marks: { lineEnd: "" } });
  const many = text.replace(/GE\*1.*$/, set.repeat(30_000));
  const envelope = read(many);
  const kept = faultsOf(envelope);
  expect(kept.map(({ kind }) => kind)).toContain("too-many-sets");
  expect(kept.length).toBeLessThan(10_200);
  const reader = new EnvelopeReader();
  reader.push(bytesOf(text.slice(0, 120)));
  for (let i = 0; i < 200; i++) reader.push(new Uint8Array(100_000).fill(65));
  const endless = reader.end();
  expect(endless.bytes).toBe(120 + 20_000_000);
  expect(faultsOf(endless).map(({ kind }) => kind)).toEqual(["segment-too-long"]);
  expect(longestSegment).toBeLessThan(10_000);
});
