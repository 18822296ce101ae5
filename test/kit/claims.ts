/** The marks a file is written with. */
export interface Marks {
  readonly element: string;
  readonly repetition: string;
  readonly component: string;
  readonly segment: string;
  /** What follows each terminator. */
  readonly lineEnd: string;
}

/** What a generated file of claims is to be like. */
export interface FilePlan {
  readonly kind?: "P" | "I" | "D";
  readonly marks?: Partial<Marks>;
  readonly interchanges?: number;
  readonly groups?: number;
  readonly sets?: number;
  readonly claims?: number;
  readonly sender?: string;
  readonly controlNumber?: number;
  readonly isTest?: boolean;
  readonly wantsTa1?: boolean;
  /** The same number gives the same file. */
  readonly seed?: number;
}

export const usualMarks: Marks = { element: "*", repetition: "^", component: ":", segment: "~", lineEnd: "\n" };

const versions = { P: "005010X222A1", I: "005010X223A2", D: "005010X224A2" } as const;
const pad = (value: string | number, width: number) => String(value).padStart(width, "0");

/** Chance that repeats itself (mulberry32). */
export function chanceOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Segment = readonly (string | number)[];

/**
 * A file of claims as practice software writes it: billing provider, subscribers, some of them with a patient, claims with
 * diagnoses, providers and service lines. Names and numbers are invented. Source: X12N 005010X222A1, X223A2 and X224A2.
 */
export function fileOfClaims(plan: FilePlan = {}): string {
  const marks = { ...usualMarks, ...plan.marks };
  const { interchanges = 1, controlNumber = 905 } = plan;
  const chance = chanceOf(plan.seed ?? 7);
  const text = Array.from({ length: interchanges }, (_, i) =>
    segmentsOf({ ...plan, controlNumber: controlNumber + i }, marks, chance).map((segment) =>
      segment.join(marks.element),
    ),
  );
  return text
    .flat()
    .map((line) => line + marks.segment + marks.lineEnd)
    .join("");
}

function segmentsOf(plan: FilePlan, marks: Marks, chance: (below: number) => number): Segment[] {
  const { groups = 1, sender = "HARBORCLINIC", controlNumber = 905 } = plan;
  const blank = " ".repeat(10);
  const [from, to] = [sender.padEnd(15), "GATEHOUSE".padEnd(15)];
  const ends = [marks.repetition, "00501", pad(controlNumber, 9), plan.wantsTa1 ? 1 : 0, plan.isTest ? "T" : "P"];
  return [
    ["ISA", "00", blank, "00", blank, "ZZ", from, "ZZ", to, "261120", "0830", ...ends, marks.component],
    ...Array.from({ length: groups }, (_, i) =>
      groupOf(plan, { number: controlNumber * 10 + i, marks, chance }),
    ).flat(),
    ["IEA", groups, pad(controlNumber, 9)],
  ];
}

interface Place {
  readonly number: number;
  readonly marks: Marks;
  readonly chance: (below: number) => number;
}

function groupOf(plan: FilePlan, place: Place): Segment[] {
  const { sets = 1, kind = "P", sender = "HARBORCLINIC" } = plan;
  return [
    ["GS", "HC", sender, "GATEHOUSE", "20261120", "0830", place.number, "X", versions[kind]],
    ...Array.from({ length: sets }, (_, i) => setOf(plan, { ...place, number: i + 1 })).flat(),
    ["GE", sets, place.number],
  ];
}

function setOf(plan: FilePlan, place: Place): Segment[] {
  const { kind = "P", claims = 3, sender = "HARBORCLINIC" } = plan;
  let level = 1;
  const body: Segment[] = [
    ["ST", "837", pad(place.number, 4), versions[kind]],
    ["BHT", "0019", "00", `B${place.number}`, "20261120", "0830", "CH"],
    ["NM1", "41", "2", "HARBOR CLINIC", "", "", "", "", "46", sender],
    ["PER", "IC", "BILLING OFFICE", "TE", "3125550142"],
    ["NM1", "40", "2", "GATEHOUSE CLEARING", "", "", "", "", "46", "GATEHOUSE"],
    ["HL", level, "", "20", 1],
    ["PRV", "BI", "PXC", "207Q00000X"],
    ["NM1", "85", "2", "HARBOR CLINIC", "", "", "", "", "XX", "1234567893"],
    ["N3", "100 HARBOR STREET"],
    ["N4", "CHICAGO", "IL", "606014321"],
    ["REF", "EI", "361234567"],
  ];
  for (let claim = 1; claim <= claims; claim++) {
    level += 1;
    const hasPatient = place.chance(4) === 0;
    body.push(...subscriber(level, hasPatient, place.chance));
    if (hasPatient) {
      level += 1;
      body.push(["HL", level, level - 1, "23", 0], ["PAT", "19"], ...person("QC", place.chance));
    }
    body.push(...claimOf(kind, claim, place));
  }
  return [...body, ["SE", body.length + 1, pad(place.number, 4)]];
}

const firstNames = ["AVA", "LIAM", "NOAH", "MIA", "ZOE", "IVAN"];
const lastNames = ["SAMPLEWELL", "TESTERSON", "EXAMPLEMAN", "DEMOSKY"];

function person(entity: string, chance: (below: number) => number): Segment[] {
  const name = [lastNames[chance(lastNames.length)] ?? "", firstNames[chance(firstNames.length)] ?? ""];
  return [
    ["NM1", entity, "1", ...name, "", "", "", ...(entity === "IL" ? ["MI", `W${pad(chance(1e9), 9)}`] : [])],
    ["N3", `${chance(900) + 1} ELM AVENUE`],
    ["N4", "CHICAGO", "IL", "60614"],
    ["DMG", "D8", `19${pad(chance(90) + 10, 2)}0${chance(9) + 1}1${chance(9)}`, chance(2) ? "F" : "M"],
  ];
}

function subscriber(level: number, hasPatient: boolean, chance: (below: number) => number): Segment[] {
  return [
    ["HL", level, 1, "22", hasPatient ? 1 : 0],
    ["SBR", "P", hasPatient ? "" : "18", "", "", "", "", "", "", "CI"],
    ...person("IL", chance),
    ["NM1", "PR", "2", "EXAMPLE HEALTH PLAN", "", "", "", "", "PI", "60054"],
  ];
}

function claimOf(kind: "P" | "I" | "D", number: number, { chance, marks }: Place): Segment[] {
  const join = (...parts: (string | number)[]) => parts.join(marks.component);
  const lines = Array.from({ length: chance(4) + 1 }, () => chance(40_000) + 100);
  const total = lines.reduce((sum, cents) => sum + cents, 0);
  const codes = kind === "I" ? [join("ABK", "J189"), join("ABF", "I10")] : [join("ABK", "M545"), join("ABF", "E119")];
  const place = kind === "I" ? join("11", "A", "1") : join("11", "B", "1");
  return [
    ["CLM", `ACCT${number}`, amountText(total, chance), "", "", place, "Y", "A", "Y", "Y"],
    ["DTP", kind === "I" ? "434" : "431", "D8", "20261110"],
    ["REF", "D9", `${pad(chance(1e9), 9)}`],
    ["HI", codes[0] ?? "", codes[1] ?? ""],
    ["NM1", "82", "1", "EXAMPLEDOC", "PAT", "", "", "", "XX", "1245319599"],
    ...lines.flatMap((cents, i) => lineOf(kind, { number: i + 1, cents, join, chance })),
  ];
}

interface Line {
  readonly number: number;
  readonly cents: number;
  readonly join: (...parts: (string | number)[]) => string;
  readonly chance: (below: number) => number;
}

function lineOf(kind: "P" | "I" | "D", { number, cents, join, chance }: Line): Segment[] {
  const amount = amountText(cents, chance);
  const service = {
    P: ["SV1", join("HC", "99213"), amount, "UN", 1, "", "", "1"],
    I: ["SV2", "0300", join("HC", "80053"), amount, "UN", 1],
    D: ["SV3", join("AD", "D0120"), amount],
  } as const;
  return [
    ["LX", number],
    service[kind],
    ["DTP", "472", "D8", "20261110"],
    ["REF", "6R", `${number}LINE${chance(1e6)}`],
  ];
}

/** Amounts as software writes them: `125`, `125.5`, `125.50`, `.75`. */
function amountText(cents: number, chance: (below: number) => number): string {
  const full = `${Math.floor(cents / 100)}.${pad(cents % 100, 2)}`;
  if (chance(2) === 0) return full;
  return full.replace(/0$/, "").replace(/\.0?$/, "").replace(/^0\./, ".");
}
