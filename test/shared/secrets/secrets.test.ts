import { createHash } from "node:crypto";
import { afterAll, expect, test, vi } from "vitest";
import { startSecretStore } from "../../kit/secret-store.ts";

const secrets = await startSecretStore();
const { seal, unseal } = await import("../../../shared/secrets/sealed.ts");
const { csrfTokenOf, keyedHash, mailedCode, newSecret, secretHash } = await import("../../../shared/secrets/codes.ts");
const { cursorFor, readCursor } = await import("../../../shared/secrets/cursor.ts");
const { isTicketFor, ticketFor } = await import("../../../shared/secrets/ticket.ts");
const { currentKeyVersion } = await import("../../../shared/secrets/key-ring.ts");

afterAll(() => secrets.close());

const bytesOf = (sealed: string) => Buffer.from(sealed.split(".")[1] ?? "", "base64url");
const textOf = async (bytes: Buffer) => `${await currentKeyVersion()}.${bytes.toString("base64url")}`;

test.each(["", "a", "a session of Cognito", "ü😀".repeat(500)])(
  "what was sealed for a row is opened there: %j",
  async (plain) => {
    const sealed = await seal(plain, "pnd_1");
    expect(await unseal(sealed, "pnd_1")).toBe(plain);
    if (plain.length > 4) expect(bytesOf(sealed).includes(plain)).toBe(false);
    expect(await seal(plain, "pnd_1")).not.toBe(sealed);
  },
);

test.each(["pnd_2", "", "pnd_1 "])("what was sealed for one row is closed to %j", async (context) => {
  const sealed = await seal("secret", "pnd_1");
  await expect(unseal(sealed, context)).rejects.toThrow();
});

test("a sealed text with any one bit changed, or any end cut off, stays closed", async () => {
  const bytes = bytesOf(await seal("secret", "pnd_1"));
  for (let place = 0; place < bytes.length * 8; place++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(place >> 3) ^ (1 << (place & 7)), place >> 3);
    await expect(unseal(await textOf(changed), "pnd_1"), `bit ${place}`).rejects.toThrow();
  }
  for (let length = 0; length < bytes.length; length++)
    await expect(unseal(await textOf(bytes.subarray(0, length)), "pnd_1"), `${length}`).rejects.toThrow();
});

test("a sealed nothing whose tag was cut stays closed", async () => {
  const bytes = bytesOf(await seal("", "pnd_1"));
  for (let length = 0; length < bytes.length; length++)
    await expect(unseal(await textOf(bytes.subarray(0, length)), "pnd_1"), `${length}`).rejects.toThrow();
});

const facts = async (own: object = {}) => ({
  pendingId: "pnd_01HV3Q9Z6K2M4N5P7R8S9T0V1Z",
  generation: 1,
  keyVersion: await currentKeyVersion(),
  ...own,
});

test("a mailed code has eight digits and is the same whenever it is worked out", async () => {
  const code = await mailedCode(await facts());
  expect(code).toMatch(/^\d{8}$/);
  expect(await mailedCode(await facts())).toBe(code);
});

test("another number, another sign-in: another code", async () => {
  const codes = new Set(
    await Promise.all(
      [{}, { generation: 2 }, { generation: 3 }, { pendingId: "pnd_2" }].map(async (own) =>
        mailedCode(await facts(own)),
      ),
    ),
  );
  expect(codes.size).toBe(4);
});

test("a code of a key that is not kept cannot be made", async () => {
  await expect(mailedCode(await facts({ keyVersion: "nobodys" }))).rejects.toThrow("not kept any more");
});

test("codes are spread over all they may be: every digit in every place about as often", async () => {
  const base = await facts();
  const codes = await Promise.all(
    Array.from({ length: 4000 }, (_, index) => mailedCode({ ...base, pendingId: `pnd_${index}` })),
  );
  expect(new Set(codes).size).toBeGreaterThan(3995);
  for (let place = 0; place < 8; place++)
    for (let digit = 0; digit <= 9; digit++) {
      const count = codes.filter((code) => code[place] === String(digit)).length;
      // 400 expected, 19 the standard deviation: six of them.
      expect(Math.abs(count - 400), `digit ${digit} in place ${place}`).toBeLessThan(114);
    }
});

test("a bearer secret is 256 random bits, and only its hash is kept", () => {
  const made = new Set(Array.from({ length: 1000 }, newSecret));
  expect(made.size).toBe(1000);
  for (const secret of made) expect(secret).toMatch(/^[\w-]{43}$/);
  const hash = createHash("sha256").update("x").digest("base64url");
  expect(secretHash("x")).toBe(hash);
  expect(csrfTokenOf("x")).toMatch(/^[\w-]{43}$/);
  expect(csrfTokenOf("x")).not.toBe(csrfTokenOf("y"));
  expect(csrfTokenOf("x")).not.toBe(hash);
});

test("a keyed hash tells purposes and texts apart", async () => {
  const hashes = await Promise.all([
    keyedHash("used-code", "a"),
    keyedHash("unknown-name", "a"),
    keyedHash("idempotency", "a"),
    keyedHash("used-code", "b"),
  ]);
  expect(new Set(hashes).size).toBe(4);
  expect(await keyedHash("used-code", "a")).toBe(hashes[0]);
});

const scope = { practiceId: "prc_1", route: "listUsers", filters: { action: "user.invited", from: undefined } };
const position = { pk: "P#1", sk: "ü", n: 3 };

test("a cursor comes back as the position it marks, and the last page has none", async () => {
  const cursor = await cursorFor(scope, position);
  expect(await readCursor(scope, cursor)).toEqual(position);
  expect(await cursorFor(scope, undefined)).toBeUndefined();
  expect(await readCursor(scope, undefined)).toBeUndefined();
});

test.each([
  { practiceId: "prc_2" },
  { route: "listAuditEvents" },
  { filters: {} },
  { filters: { action: "user.locked" } },
  { filters: { action: "user.invited", from: "2026-01-01T00:00:00Z" } },
])("a cursor is no good with %j", async (other) => {
  const cursor = await cursorFor(scope, position);
  await expect(readCursor({ ...scope, ...other }, cursor)).rejects.toMatchObject({ code: "request.cursor" });
});

test("a cursor that was changed, cut, or made up is refused", async () => {
  const cursor = (await cursorFor(scope, position)) ?? "";
  const madeUp = Buffer.from(JSON.stringify({ pk: "P#2" })).toString("base64url");
  const bad = ["", ".", "x", cursor.slice(1), cursor.slice(0, -1), `${cursor}.`, `${cursor}x`, `${madeUp}.`];
  bad.push(`${madeUp}.${cursor.split(".")[1]}`, cursor.replace(".", ".."), `${cursor}\n`);
  for (const text of bad) await expect(readCursor(scope, text), text).rejects.toMatchObject({ code: "request.cursor" });
});

const now = new Date("2026-01-02T03:04:05.000Z");
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);

test.each([
  [0, true],
  [60_000, true],
  [60_999, true],
  [61_000, false],
  [-60_000, true],
  [-60_001, false],
])("%i ms after it was made a ticket opens the second fence: %s", async (age, isGood) => {
  expect(await isTicketFor("usr_1", await ticketFor("usr_1", now), after(age))).toBe(isGood);
});

test("a ticket is one account's, and cannot be made up", async () => {
  const ticket = await ticketFor("usr_1", now);
  const [version = "", at = "", mac = ""] = ticket.split(".");
  expect(await isTicketFor("usr_2", ticket, now)).toBe(false);
  const younger = `${version}.${Number(at) + 1}.${mac}`;
  const whole = [`${version}.${at}.${mac}x`, `${version}.0${at}.${mac}`, `${version}.-1.${mac}`, `${ticket}.x`];
  const bad = [
    undefined,
    "",
    "..",
    mac,
    `${version}.${at}.`,
    `.${at}.${mac}`,
    `nobodys.${at}.${mac}`,
    younger,
    ...whole,
  ];
  for (const text of bad) expect(await isTicketFor("usr_1", text, now), text).toBe(false);
});

test("what was sealed or ticketed before a rotation is good after it", async () => {
  const [sealed, ticket] = [await seal("secret", "pnd_1"), await ticketFor("usr_1", now)];
  secrets.rotate();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 5 * 60_000 + 1 });
  expect(await unseal(sealed, "pnd_1")).toBe("secret");
  expect(await isTicketFor("usr_1", ticket, now)).toBe(true);
  expect(await seal("secret", "pnd_1")).not.toContain(sealed.split(".")[0]);
  vi.useRealTimers();
});
