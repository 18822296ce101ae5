import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Purpose } from "../../../shared/secrets/key-ring.ts";
import { startSecretStore } from "../../kit/secret-store.ts";

const secrets = await startSecretStore();
const { isSame, newTokenFacts, readToken, tokenFor } = await import("../../../shared/secrets/token.ts");
const { currentKeyFor, currentKeyVersion, keyFor } = await import("../../../shared/secrets/key-ring.ts");

const id = "prc_01HV3Q9Z6K2M4N5P7R8S9T0V1W~inv_01HV3Q9Z6K2M4N5P7R8S9T0V1Y";
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const purposes: Purpose[] = [
  "invitation",
  "sign-in-code",
  "used-code",
  "cursor",
  "sealed",
  "ticket",
  "unknown-name",
  "idempotency",
];

/** It never goes back, also from one test to the next. */
let clock = Date.now();
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: clock }));
afterEach(() => vi.useRealTimers());
afterAll(() => secrets.close());

/** Past the time for which a key is believed to be current. */
const laterOn = (milliseconds = 5 * 60_000 + 1) => {
  clock = Date.now() + milliseconds;
  vi.setSystemTime(clock);
};

test("a token comes back as what it stands for", async () => {
  const facts = await newTokenFacts(id, 3);
  const token = await tokenFor("invitation", facts);
  expect(token).toMatch(/^\w{12}\.[\w~]+\.3\.[\w-]{43}$/);
  expect(await readToken("invitation", token)).toEqual(facts);
  expect(await tokenFor("invitation", facts)).toBe(token);
});

test("a token with any one bit changed is nobody's", async () => {
  const token = await tokenFor("invitation", await newTokenFacts(id, 1));
  const bytes = Buffer.from(token);
  for (let place = 0; place < bytes.length * 8; place++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(place >> 3) ^ (1 << (place & 7)), place >> 3);
    expect(await readToken("invitation", changed.toString("latin1")), `bit ${place}`).toBeUndefined();
  }
});

test("a MAC with another last character is nobody's, though it may decode alike", async () => {
  const token = await tokenFor("invitation", await newTokenFacts(id, 1));
  const others = [...alphabet].filter((char) => char !== token.at(-1));
  expect(others).toHaveLength(63);
  for (const char of others) expect(await readToken("invitation", token.slice(0, -1) + char)).toBeUndefined();
});

test.each(purposes.filter((purpose) => purpose !== "invitation"))(
  "a token of an invitation is worthless as %s",
  async (purpose) => {
    const token = await tokenFor("invitation", await newTokenFacts(id, 1));
    expect(await readToken(purpose, token)).toBeUndefined();
  },
);

test("every purpose has a key of its own", async () => {
  const keys = await Promise.all(purposes.map(async (purpose) => (await currentKeyFor(purpose)).toString("hex")));
  expect(new Set(keys).size).toBe(purposes.length);
});

test.each([
  () => "",
  () => "...",
  (token: string) => `${token}.`,
  (token: string) => `.${token}`,
  (token: string) => token.replace(".1.", ".01."),
  (token: string) => token.replace(".1.", ".+1."),
  (token: string) => token.replace(".1.", ".1e0."),
  (token: string) => token.replace(".1.", ".0."),
  (token: string) => token.replace(".1.", ".-1."),
  (token: string) => token.replace(".1.", ".99999999999999999999."),
  (token: string) => token.slice(0, -1),
  (token: string) => `${token}=`,
  (token: string) => ` ${token}`,
  (token: string) => token.toUpperCase(),
])("a token in another form is refused (%#)", async (change) => {
  const token = await tokenFor("invitation", await newTokenFacts(id, 1));
  expect(await readToken("invitation", change(token))).toBeUndefined();
});

test("a link mailed before a rotation of the secret is still good after it, and new ones have the new version", async () => {
  const before = await newTokenFacts(id, 1);
  const token = await tokenFor("invitation", before);
  secrets.rotate();
  laterOn();
  expect(await currentKeyVersion()).not.toBe(before.keyVersion);
  expect(await readToken("invitation", token)).toEqual(before);
  expect(await tokenFor("invitation", before)).toBe(token);
  expect((await newTokenFacts(id, 1)).keyVersion).toBe(await currentKeyVersion());
});

test("a link of a version that is not kept any more, or never was, is nobody's and cannot be made again", async () => {
  const facts = await newTokenFacts(id, 1);
  const token = await tokenFor("invitation", facts);
  const unknown = { ...facts, keyVersion: "0123456789ab" };
  expect(await readToken("invitation", token.replace(facts.keyVersion, unknown.keyVersion))).toBeUndefined();
  await expect(tokenFor("invitation", unknown)).rejects.toThrow("not kept any more");
  expect(await keyFor("invitation", unknown.keyVersion)).toBeUndefined();
});

test("the secret is read once in five minutes, however many tokens there are", async () => {
  laterOn();
  await currentKeyVersion();
  const before = secrets.asked();
  for (let made = 0; made < 50; made++) await tokenFor("invitation", await newTokenFacts(id, made + 1));
  expect(secrets.asked()).toBe(before);
  laterOn();
  await currentKeyVersion();
  expect(secrets.asked()).toBe(before + 1);
});

test("tokens of made-up versions cost one look for the previous secret, not one each", async () => {
  laterOn();
  const token = await tokenFor("invitation", await newTokenFacts(id, 1));
  const before = secrets.asked();
  for (let made = 0; made < 50; made++)
    expect(await readToken("invitation", token.replace(/^\w{12}/, `madeup${100_000 + made}`))).toBeUndefined();
  expect(secrets.asked() - before).toBeLessThanOrEqual(1);
});

test("a link made with a key that another function knew first is good here within seconds", async () => {
  laterOn();
  const { version, token } = await elsewhere();
  expect(await currentKeyVersion()).not.toBe(version);
  laterOn(5001);
  expect(await readToken("invitation", token)).toMatchObject({ keyVersion: version });
  expect(await currentKeyVersion()).toBe(version);
});

test("of two rotations in a row the last two secrets are known, the one before is not", async () => {
  laterOn();
  const tokens = [];
  for (let turn = 0; turn < 3; turn++) {
    tokens.push(await tokenFor("invitation", await newTokenFacts(id, 1)));
    if (turn < 2) secrets.rotate();
    laterOn();
  }
  const read = await Promise.all(tokens.map((token) => readToken("invitation", token)));
  expect(read.map((facts) => facts !== undefined)).toEqual([false, true, true]);
});

/** The secret is rotated while this function does not look, and another one makes a link. */
async function elsewhere() {
  await currentKeyVersion();
  secrets.rotate();
  vi.resetModules();
  const other = await import("../../../shared/secrets/token.ts");
  const facts = await other.newTokenFacts(id, 1);
  return { version: facts.keyVersion, token: await other.tokenFor("invitation", facts) };
}

test.each([
  ["", "", true],
  ["a", "a", true],
  ["a", "b", false],
  ["a", "", false],
  ["a", "aa", false],
  ["ä", "a", false],
])("%j and %j are the same: %s", (one, other, same) => {
  expect(isSame(one, other)).toBe(same);
});
