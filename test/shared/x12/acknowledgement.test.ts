import { X12Parser } from "node-x12";
import { expect, test } from "vitest";
import { acknowledge } from "../../../shared/x12/acknowledgement.ts";
import { faultKinds } from "../../../shared/x12/fault.ts";
import { headerBytes } from "../../../shared/x12/header.ts";
import { readFile } from "../../../shared/x12/read-file.ts";
import { type FilePlan, fileOfClaims } from "../../kit/claims.ts";

const at = new Date("2026-11-20T14:07:00Z");

function answerTo(text: string) {
  const [interchange] = readFile(Buffer.from(text, "latin1")).interchanges;
  return interchange && acknowledge(interchange, { controlNumber: 42, at });
}

const answer = (plan: FilePlan, spoil = (text: string) => text) => answerTo(spoil(fileOfClaims(plan)));
const linesOf = (text = "") => text.split("\n").filter(Boolean);

test("claims that were taken are answered by a 999 whose every set is accepted", () => {
  const ack = answer({ sets: 2, claims: 2 });
  expect(ack?.kind).toBe("999");
  expect(linesOf(ack?.text)).toEqual([
    "ISA*00*          *00*          *ZZ*GATEHOUSE      *ZZ*HARBORCLINIC   *261120*1407*^*00501*000000042*0*P*:~",
    "GS*FA*GATEHOUSE*HARBORCLINIC*20261120*1407*1*X*005010X231A1~",
    "ST*999*0001*005010X231A1~",
    "AK1*HC*9050*005010X222A1~",
    "AK2*837*0001*005010X222A1~",
    "IK5*A~",
    "AK2*837*0002*005010X222A1~",
    "IK5*A~",
    "AK9*A*2*2*2~",
    "SE*8*0001~",
    "GE*1*1~",
    "IEA*1*000000042~",
  ]);
});

test("a set with mistakes is refused with the code of each, its place and its element, and the others are taken", () => {
  const ack = answer({ sets: 2, claims: 2 }, (text) =>
    text.replace(/(CLM\*ACCT2\*)[^*]*/, "$1ten").replace(/\*0002~/, "*0009~"),
  );
  expect(linesOf(ack?.text).slice(4, -3)).toEqual([
    "AK2*837*0001*005010X222A1~",
    expect.stringMatching(/^IK3\*CLM\*\d+\*2300\*8~$/),
    "IK4*2*782*6~",
    "IK5*R*5~",
    "AK2*837*0002*005010X222A1~",
    "IK5*R*3~",
    "AK9*R*2*2*0~",
  ]);
  const part = answer({ sets: 2, claims: 2 }, (text) => text.replace(/\*0002~/, "*0009~"));
  expect(part?.text).toContain("AK9*P*2*2*1~");
});

test("a group with mistakes is refused whole", () => {
  const ack = answer({ groups: 2, claims: 1 }, (text) => text.replace("GE*1*9050", "GE*2*9050"));
  expect(linesOf(ack?.text).filter((line) => line.startsWith("AK9"))).toEqual(["AK9*R*2*1*0*5~", "AK9*A*1*1*1~"]);
  expect(ack?.text).toContain("IEA*2*000000042~");
});

test.each<[string, (text: string) => string, string]>([
  ["an IEA02 that is not ISA13", (text) => text.replace("IEA*1*000000905", "IEA*1*000000906"), "001"],
  ["an IEA01 that is not the number of groups", (text) => text.replace("IEA*1*", "IEA*2*"), "021"],
  ["a file that was cut", (text) => text.slice(0, -40), "023"],
  ["an older version", (text) => text.replace("*00501*", "*00401*"), "017"],
  ["a sender's id that is not filled up", (text) => text.replace("HARBORCLINIC   ", "HARBORCLINIC"), "006"],
])("%s is answered by a TA1 alone (attack 84)", (_, spoil, code) => {
  const ack = answer({ claims: 1 }, spoil);
  expect(ack?.kind).toBe("TA1");
  expect(linesOf(ack?.text).slice(1)).toEqual([`TA1*000000905*261120*0830*R*${code}~`, "IEA*0*000000042~"]);
});

test("who asks for a TA1 gets it beside the 999, and who sends a test gets a test", () => {
  const lines = linesOf(answer({ claims: 1, wantsTa1: true, isTest: true })?.text);
  expect(lines[0]).toMatch(/\*000000042\*0\*T\*:~$/);
  expect(lines[1]).toBe("TA1*000000905*261120*0830*A*000~");
  expect(lines.at(-1)).toBe("IEA*1*000000042~");
});

test("an ISA segment that does not tell whom to answer is not answered", () => {
  expect(answer({ claims: 1 }, (text) => text.replace("*0830*^", "*^"))).toBeUndefined();
  expect(answer({ claims: 1 }, (text) => text.slice(50))).toBeUndefined();
  expect(answer({ claims: 1 }, (text) => text.replaceAll("000000905", "../a/b/.."))).toBeUndefined();
  expect(answer({ claims: 1 }, (text) => text.replaceAll("000000905", "DOE*JANE "))).toBeUndefined();
});

test("every acknowledgement is itself a file that we and an independent library read without a mistake", () => {
  const spoils = [/NOTHING/, /SE\*\d+\*0001~/, /CLM\*[^*]*\*/, /GE\*1/, /IEA\*1/, /ST\*837\*0001/, /HI\*/].map(
    (pattern) => (text: string) => text.replace(pattern, "SE*0*"),
  );
  const plan = { sets: 3, groups: 2, claims: 2, seed: 11 };
  const foreign = { ...plan, marks: { element: "|", component: ">" }, sender: "HARBOR*~:^" };
  for (const [of, spoil] of [...spoils.map((each) => [plan, each] as const), [foreign, undefined] as const]) {
    const ack = answer(of, spoil);
    const text = ack?.text ?? "";
    expect(text.indexOf("~")).toBe(headerBytes - 1);
    const { interchanges, faults } = readFile(Buffer.from(text));
    expect([interchanges.length, faults]).toEqual([1, 0]);
    if (ack?.kind === "TA1") continue;
    expect(() => new X12Parser(true).parse(text)).not.toThrow();
  }
});

test("every mistake has a code of the acknowledgement's own tables", () => {
  const tables = {
    interchange: /^0(0\d|1\d|2\d|3[01])$/,
    group: /^([1-6]|1[0-9]|2[0-6])$/,
    set: /^([1-9]|1\d|2[0-7]|I5|I6)$/,
  };
  for (const { level, code } of Object.values(faultKinds)) expect(code).toMatch(tables[level]);
  expect.assertions(Object.keys(faultKinds).length);
});
