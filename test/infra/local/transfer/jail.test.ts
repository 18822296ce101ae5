import { createHash } from "node:crypto";
import fc from "fast-check";
import type { SFTPWrapper } from "ssh2";
import { describe, expect, test } from "vitest";
import { ObjectStore } from "../../../../infra/local/services/s3/objects.ts";
import { Refused, UserFiles } from "../../../../infra/local/services/transfer/files.ts";
import { userIn } from "../../../../infra/local/services/transfer/identity.ts";
import { answered, connectSftp } from "../../../kit/sftp.ts";
import { bucket, fenced, homeOnly, own, policyOnly, sftpHouse, state } from "./sftp-house.ts";

/** More for the long run. */
const wirePaths = Number(process.env["SFTP_PATHS"] ?? 100);
const seed = Number(process.env["SFTP_SEED"] ?? 20261122);

const other = "practices/prc_b/sftp/sfa_b";
const parts = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("..", ".", "", "...", ".. ", " ..", "..;", "~") },
  { weight: 4, arbitrary: fc.constantFrom("%2e%2e", "..%2f", "%2e%2e%2f..", "..%00", "%c0%ae%c0%ae", "..%5c") },
  { weight: 3, arbitrary: fc.constantFrom("..\\", "\\..\\..", "C:", "..\\..\\practices") },
  { weight: 2, arbitrary: fc.constantFrom("\0", "a\0/../..", "..\0", "\u202e", "\ufeff..") },
  {
    weight: 3,
    arbitrary: fc.constantFrom("\uff0e\uff0e", "\u2025", "\u2024\u2024", "\u2215", "\uff0f..", "cafe\u0301", "😀"),
  },
  { weight: 6, arbitrary: fc.constantFrom("inbound", "outbound", "INBOUND", "inbound2", "ack.999", "claims.837") },
  {
    weight: 6,
    arbitrary: fc.constantFrom(bucket, "practices", "prc_a", "prc_b", "sftp", "sfa_a", "sfa_b", "sfa_other"),
  },
  { weight: 1, arbitrary: fc.constantFrom("*", "?", "$HOME", "x".repeat(300), "ä".repeat(700)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);
const generated = fc
  .record({
    start: fc.constantFrom("", "/", "//", "/inbound/", "/outbound/../", `/${bucket}/`, `/${bucket}/${own}/`, "./"),
    pieces: fc.array(parts, { maxLength: 14 }),
    by: fc.constantFrom("/", "/", "//", "/./", "\\"),
    end: fc.constantFrom(
      "",
      "",
      "/",
      `/${bucket}/${other}/inbound/claims.837`,
      `/../../../../${other}/inbound/claims.837`,
    ),
  })
  .map(({ start, pieces, by, end }) => start + pieces.join(by) + end);
const pathsOf = (count: number): string[] => fc.sample(generated, { numRuns: count, seed });

/** A store that notes every object somebody asks for, reads, lists or changes outside of the account's home. */
class WatchedStore extends ObjectStore {
  readonly outside: string[] = [];
  isWatching = false;
  touched = 0;
  readonly #homes: readonly string[];

  constructor(homes: readonly string[]) {
    super(state);
    this.#homes = homes;
  }

  #note(how: string, keys: readonly string[]): void {
    if (!this.isWatching) return;
    this.touched += 1;
    for (const key of keys) if (!this.#homes.some((home) => key.startsWith(home))) this.outside.push(`${how} ${key}`);
  }

  override get(of: string, key: string) {
    this.#note("get", [key]);
    return super.get(of, key);
  }
  override put(of: string, key: string, object: Parameters<ObjectStore["put"]>[2]) {
    this.#note("put", [key]);
    return super.put(of, key, object);
  }
  override adopt(of: string, key: string, body: Parameters<ObjectStore["adopt"]>[2]) {
    this.#note("put", [key]);
    super.adopt(of, key, body);
  }
  override delete(of: string, key: string) {
    this.#note("delete", [key]);
    super.delete(of, key);
  }
  override move(of: string, from: string, to: string) {
    this.#note("move", [from, to]);
    super.move(of, from, to);
  }
  override list(of: string, prefix: string, most?: number) {
    const found = super.list(of, prefix, most);
    // To look whether a key is there, the home's own folder is asked for without its slash; what comes back counts.
    const own = found.filter(
      ({ key }) => key === prefix || key.startsWith(prefix.endsWith("/") ? prefix : `${prefix}/`),
    );
    this.#note(
      "list",
      own.map(({ key }) => key),
    );
    return found;
  }
}

/** What other accounts have, as one text. */
function othersOf(objects: ObjectStore): string {
  const others = objects.list(bucket, "").filter(({ key }) => !key.startsWith(`${own}/`));
  return createHash("sha256").update(JSON.stringify(others)).digest("hex");
}

const fences = [
  ["with the logical home and the session policy", fenced, 5000],
  ["with the session policy only", policyOnly, 5000],
  ["with the logical home only", homeOnly, 1000],
] as const;

function fill(objects: ObjectStore): void {
  objects.createBucket(bucket);
  const put = (key: string, text: string) => objects.put(bucket, key, { body: Buffer.from(text), headers: {} });
  put(`${other}/inbound/claims.837`, "CANARY of another practice");
  put(`${other}/inbound/CANARY.837`, "CANARY of another practice");
  put("practices/prc_a/sftp/sfa_other/inbound/claims.837", "CANARY of another account");
  put("root.txt", "CANARY of the bucket");
  put(`${own}/inbound/`, "");
  put(`${own}/outbound/ack.999`, "an acknowledgement");
}

const text = (body: Uint8Array): string => Buffer.from(body).toString();

/** Everything a user can ask for with a path. @param home how he comes to his own folder */
function asksOf(files: UserFiles, objects: ObjectStore, home: string): readonly ((path: string) => unknown)[] {
  const mine = { body: Buffer.from("mine"), headers: {} };
  return [
    (path) => files.stat(path),
    (path) => files.list(path),
    (path) => text(files.read(path).object.body),
    (path) => objects.put(bucket, files.target(path).key, mine),
    (path) => files.makeFolder(path),
    (path) => files.removeFolder(path),
    (path) => files.rename(`${home}/inbound/own`, path),
    (path) => files.rename(path, `${home}/inbound/theirs`),
    (path) => files.remove(path),
  ];
}

/** What came back; nothing when it was refused. */
function answerTo(ask: (path: string) => unknown, path: string): string | undefined {
  try {
    return JSON.stringify(ask(path)) ?? "done";
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

describe.each(fences)("generated paths %s (attack 82)", (_, answer, count) => {
  test(`${count} of them lead to nothing outside of the account's home, whatever is asked`, () => {
    const objects = new WatchedStore([`${own}/inbound`, `${own}/outbound`]);
    fill(objects);
    const before = othersOf(objects);
    objects.isWatching = true;
    const files = new UserFiles(objects, userIn("sunrise", answer)!);
    const asks = asksOf(files, objects, answer === policyOnly ? `/${bucket}/${own}` : "");
    const answers: (string | undefined)[] = [];
    for (const path of pathsOf(count)) {
      objects.put(bucket, `${own}/inbound/own`, { body: Buffer.from("own"), headers: {} });
      answers.push(...asks.map((ask) => answerTo(ask, path)));
    }
    objects.isWatching = false;
    const done = answers.filter((each) => each !== undefined);
    console.info(`${count} paths: ${answers.length} requests, ${done.length} done at home, ${objects.touched} looks`);
    expect(done.filter((each) => each.includes("CANARY"))).toEqual([]);
    expect(objects.outside).toEqual([]);
    expect(othersOf(objects)).toBe(before);
    expect(done.length).toBeGreaterThan(100);
    const outbound = objects.list(bucket, `${own}/outbound/`).map(({ key }) => key);
    if (answer.Policy) expect(outbound).toEqual([`${own}/outbound/ack.999`]);
    objects.close();
  });

  test("over the wire give nothing of anybody else", async () => {
    const house = await sftpHouse(() => answer);
    fill(house.objects);
    const before = othersOf(house.objects);
    const { sftp, end } = await connectSftp({ address: house.address, username: "sunrise", password: "any" });
    const seen: unknown[] = [];
    const paths = pathsOf(wirePaths);
    for (const path of paths) seen.push(...(await Promise.all(everyAsk(sftp, path))));
    await end();
    expect(seen.filter((each) => JSON.stringify(each)?.includes("CANARY"))).toEqual([]);
    expect(othersOf(house.objects)).toBe(before);
    expect(house.faults).toEqual([]);
    expect(seen.length).toBe(paths.length * 9);
    await house.close();
  });
});

/** Each request of the protocol with this path; the answers, or the numbers of the refusals. */
function everyAsk(sftp: SFTPWrapper, path: string): Promise<unknown>[] {
  const names = (list: { filename: string }[] | number) =>
    typeof list === "number" ? list : list.map(({ filename }) => filename);
  return [
    answered((done) => sftp.stat(path, done)),
    answered((done) => sftp.lstat(path, done)),
    answered<{ filename: string }[]>((done) => sftp.readdir(path, done as never)).then((list) => names(list)),
    answered<Buffer>((done) => sftp.readFile(path, done as never)).then(String),
    answered((done) => sftp.writeFile(path, "mine", done as never)),
    answered((done) => sftp.symlink(path, "/inbound/link", done)),
    answered((done) => sftp.symlink("/inbound/link", path, done)),
    answered((done) => sftp.rename("/inbound/link", path, done)),
    answered((done) => sftp.unlink(path, done)),
  ];
}

test("without any fence a path would lead elsewhere, so that the tests above look at something", () => {
  const objects = new WatchedStore([`${own}/inbound`]);
  fill(objects);
  objects.isWatching = true;
  const files = new UserFiles(objects, userIn("sunrise", { ...policyOnly, Policy: undefined })!);
  expect(text(files.read(`/${bucket}/${other}/inbound/claims.837`).object.body)).toContain("CANARY");
  expect(objects.outside).toEqual([`get ${other}/inbound/claims.837`]);
  objects.close();
});
