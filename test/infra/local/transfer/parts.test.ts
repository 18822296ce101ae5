import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LogGroups, logFilter } from "../../../../infra/local/services/logs.ts";
import { ObjectStore } from "../../../../infra/local/services/s3/objects.ts";
import { absolutePath, logicalHome } from "../../../../infra/local/services/transfer/home.ts";
import { hostKeyIn } from "../../../../infra/local/services/transfer/host-key.ts";
import { type S3Call, sessionPolicy } from "../../../../infra/local/services/transfer/session-policy.ts";
import { Received } from "../../../../infra/local/services/transfer/upload.ts";
import { policy, state } from "./sftp-house.ts";

describe("a session policy", () => {
  const allows = sessionPolicy(policy);
  const call = (action: S3Call["action"], key: string, bucket = "claims") => ({ action, bucket, key });
  const own = "practices/prc_a/sftp/sfa_a";
  test.each<[boolean, S3Call]>([
    [true, call("s3:PutObject", `${own}/inbound/a`)],
    [true, call("s3:GetObject", `${own}/outbound/a/b`)],
    [true, call("s3:ListBucket", `${own}/inbound/`)],
    [false, call("s3:PutObject", `${own}/outbound/a`)],
    [false, call("s3:DeleteObject", `${own}/outbound/a`)],
    [false, call("s3:ListBucket", `${own}/`)],
    [false, call("s3:ListBucket", "")],
    [false, call("s3:GetObject", `${own}2/inbound/a`)],
    [false, call("s3:GetObject", `${own}/inbound`)],
    [false, call("s3:GetObject", `x/${own}/inbound/a`)],
    [false, call("s3:GetObject", `${own}/inbound/a`, "claims2")],
    [false, call("s3:ListBucket", `${own}/inbound/`, "claims2")],
  ])("allows: %s, %j", (is, asked) => {
    expect(allows(asked)).toBe(is);
  });

  const statement = (more: object) =>
    JSON.stringify({ Statement: { Effect: "Allow", Action: "s3:*", Resource: "*", ...more } });
  test("is a list of one or more; what is denied is denied, in any order; actions know no case", () => {
    const allow = { Effect: "Allow", Action: "S3:getobject", Resource: "arn:aws:s3:::b/*" };
    const deny = { Effect: "Deny", Action: "s3:*", Resource: ["arn:aws:s3:::b/a?c"] };
    for (const Statement of [
      [allow, deny],
      [deny, allow],
    ]) {
      const both = sessionPolicy(JSON.stringify({ Statement }));
      expect([both(call("s3:GetObject", "abc", "b")), both(call("s3:GetObject", "ab", "b"))]).toEqual([false, true]);
    }
  });
  test("may say what it likes of other services", () => {
    const kms = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*", Condition: { Bool: { "kms:x": "true" } } };
    const files = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
    expect(sessionPolicy(JSON.stringify({ Statement: [kms, files] }))(call("s3:GetObject", "a", "b"))).toBe(true);
    expect(sessionPolicy(JSON.stringify({ Statement: [kms] }))(call("s3:GetObject", "a", "b"))).toBe(false);
  });
  test("holds until the time it names, and not a moment longer", () => {
    const until = (milliseconds: number) => ({
      DateGreaterThan: { "aws:CurrentTime": new Date(Date.now() + milliseconds).toISOString() },
    });
    const allow = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::b/*" };
    const deny = (milliseconds: number) => ({
      Effect: "Deny",
      Action: "s3:*",
      Resource: "*",
      Condition: until(milliseconds),
    });
    const at = (milliseconds: number) => sessionPolicy(JSON.stringify({ Statement: [allow, deny(milliseconds)] }));
    expect([60_000, -60_000].map((each) => at(each)(call("s3:GetObject", "a", "b")))).toEqual([true, false]);
  });
  test.each([
    ["a time that is none", { Condition: { DateGreaterThan: { "aws:CurrentTime": "soon" } } }],
    ["a condition of nothing", { Condition: {} }],
    ["one condition of nothing", { Condition: { StringLike: { "s3:prefix": ["a", "b"] }, Bool: {} } }],
    ["a condition that is none", { Condition: { StringLike: "s3:prefix" } }],
    ["all services", { Action: ["kms:*", "*"], Condition: { Bool: {} } }],
    ["NotAction", { NotAction: "s3:*" }],
    ["NotResource", { NotResource: "x" }],
    ["a principal", { Principal: "*" }],
    ["another operator", { Condition: { StringEquals: { "s3:prefix": "a" } } }],
    ["another key", { Condition: { StringLike: { "aws:SourceIp": "a" } } }],
    ["two conditions", { Condition: { StringLike: { "s3:prefix": "a", "s3:delimiter": "/" } } }],
    ["a variable", { Resource: `arn:aws:s3:::$\{transfer:HomeBucket}/*` }],
    ["no resource", { Resource: undefined }],
    ["a resource that is no text", { Resource: [7] }],
    ["another effect", { Effect: "Perhaps" }],
  ])("with %s is not evaluated at all", (_, more) => {
    expect(() => sessionPolicy(statement(more))).toThrow();
  });
});

describe("the logical home", () => {
  const entries = [
    { entry: "/inbound", bucket: "b", key: "p/in" },
    { entry: "/deep/er", bucket: "b", key: "p/deep" },
  ];
  const home = logicalHome(entries);
  test.each([
    ["/", { kind: "mapping", names: ["inbound", "deep"] }],
    ["/deep", { kind: "mapping", names: ["er"] }],
    ["/inbound", { kind: "stored", bucket: "b", key: "p/in", isRoot: true }],
    ["/inbound/a/b", { kind: "stored", bucket: "b", key: "p/in/a/b", isRoot: false }],
    ["/inbound2", undefined],
    ["/other", undefined],
  ])("%s leads to %j", (path, place) => {
    expect(home.resolve(path)).toEqual(place);
  });
  test("the longest entry counts, and one at the root takes everything else", () => {
    const both = logicalHome([{ entry: "/", bucket: "b", key: "all" }, ...entries]);
    expect(both.resolve("/inbound/x")).toMatchObject({ key: "p/in/x" });
    expect(both.resolve("/x")).toMatchObject({ key: "all/x", isRoot: false });
    expect(both.resolve("/")).toMatchObject({ key: "all", isRoot: true });
  });
  test.each([
    ["", "/home"],
    [".", "/home"],
    ["../../..", "/"],
    ["/../a//b/./c/", "/a/b/c"],
    ["a\\..\\b", "/home/a\\..\\b"],
    ["%2e%2e/a", "/home/%2e%2e/a"],
    ["a\0b", undefined],
    ["x".repeat(4097), undefined],
  ])("the path %j is %j", (path, whole) => {
    expect(absolutePath(path, "/home")).toBe(whole);
  });
});

describe("what has come of a file", () => {
  test.each<[string, [number, number][], [number, boolean]]>([
    [
      "in order",
      [
        [0, 5],
        [5, 5],
      ],
      [10, true],
    ],
    [
      "the other way round",
      [
        [5, 5],
        [0, 5],
      ],
      [10, true],
    ],
    [
      "in three pieces",
      [
        [10, 5],
        [5, 5],
        [0, 5],
      ],
      [15, true],
    ],
    [
      "with overlaps",
      [
        [0, 6],
        [4, 6],
        [2, 2],
      ],
      [10, true],
    ],
    [
      "twice the same",
      [
        [5, 2],
        [5, 4],
        [0, 5],
      ],
      [9, true],
    ],
    [
      "with a gap",
      [
        [0, 5],
        [6, 5],
      ],
      [5, false],
    ],
    ["without its beginning", [[1, 5]], [0, false]],
    ["nothing", [], [0, true]],
  ])("%s", (_, writes, [end, isWhole]) => {
    const received = new Received();
    for (const [offset, length] of writes) received.add(offset, length);
    expect([received.end, received.isWhole]).toEqual([end, isWhole]);
  });
  test("far ahead is not taken", () => {
    expect([new Received().accepts(16 * 2 ** 20), new Received().accepts(16 * 2 ** 20 + 1)]).toEqual([true, false]);
  });
});

describe("a log filter", () => {
  const line = JSON.stringify({ "activity-type": "AUTH_FAILURE", user: "x" });
  test.each<[string, boolean]>([
    ["", true],
    ['{ $.activity-type = "AUTH_FAILURE" }', true],
    ['{ ($.activity-type = "CONNECTED") || ($.activity-type = "AUTH_FAILURE") }', true],
    ['{ $.activity-type = "CONNECTED" }', false],
    ['{ $.missing = "CONNECTED" }', false],
  ])("%s", (pattern, fits) => {
    expect(logFilter(pattern)(line)).toBe(fits);
  });
  test("a line that is no JSON fits no comparison", () => {
    expect(logFilter('{ $.a = "b" }')("plain")).toBe(false);
  });
  test.each(["AUTH_FAILURE", '{ $.a != "b" }', "{ $.a = 1 }", '[a, b="c"]'])(
    "%s is not emulated, and says so",
    (pattern) => {
      expect(() => logFilter(pattern)).toThrow(/local log filter/);
    },
  );
});

test("a subscription that fails is tried three times, and what it gives up is told; lines keep their order", async () => {
  const [failed, taken]: [string[], number[]] = [[], []];
  const logs = new LogGroups("000000000000", (text) => failed.push(text));
  let calls = 0;
  logs.subscribe({
    ...{ name: "s", group: "g", fits: (message) => message !== "other" },
    take: async () => {
      calls += 1;
      if (calls <= 3) throw new Error("not now");
      taken.push(calls);
    },
  });
  for (const message of ["first", "other", "second", "third"]) logs.put({ group: "g", stream: "x", message });
  logs.put({ group: "elsewhere", stream: "x", message: "first" });
  await expect.poll(() => taken).toEqual([4, 5]);
  expect(failed).toEqual(["s: Error: not now\n"]);
  expect(logs.lines("g")).toHaveLength(4);
});

describe("the store of objects", () => {
  const large = Buffer.alloc(1024 * 1024 + 1, 7);
  test("keeps a large body in a file, which goes with its object and outlives a restart", () => {
    const path = mkdtempSync(join(tmpdir(), "objects-"));
    const files = () => readdirSync(join(path, "objects"));
    const first = new ObjectStore({ path, inMemory: false });
    first.createBucket("b");
    const etag = first.put("b", "large", { body: large, headers: {} });
    first.put("b", "small", { body: Buffer.from("x"), headers: {} });
    expect(files()).toHaveLength(1);
    first.move("b", "large", "moved");
    first.put("b", "twice", { body: large, headers: {} });
    first.put("b", "twice", { body: Buffer.from("small now"), headers: {} });
    expect(files()).toHaveLength(1);
    writeFileSync(first.newFile(), "left by a killed process");
    first.close();
    const second = new ObjectStore({ path, inMemory: false });
    expect(files()).toHaveLength(1);
    expect(second.get("b", "moved")).toMatchObject({ etag, size: large.length });
    expect(Buffer.from(second.get("b", "moved")!.body).equals(large)).toBe(true);
    expect(second.list("b", "").map(({ key, size }) => [key, size])).toEqual([
      ["moved", large.length],
      ["small", 1],
      ["twice", 9],
    ]);
    second.delete("b", "moved");
    expect(files()).toEqual([]);
    second.close();
    rmSync(path, { recursive: true, force: true });
  });
  test("lists by prefix and no further, in order of bytes", () => {
    const objects = new ObjectStore(state);
    for (const key of ["a/b", "a", "a/", "a/ä", "b", "a0"])
      objects.put("b", key, { body: Buffer.alloc(0), headers: {} });
    objects.put("other", "a/x", { body: Buffer.alloc(0), headers: {} });
    expect(objects.list("b", "a/").map(({ key }) => key)).toEqual(["a/", "a/b", "a/ä"]);
    expect(objects.list("b", "a", 2).map(({ key }) => key)).toEqual(["a", "a/"]);
    objects.close();
  });
});

test("the host key outlives the rest of the state", () => {
  const path = mkdtempSync(join(tmpdir(), "host-key-"));
  const { fingerprint } = hostKeyIn({ path, inMemory: false });
  expect(hostKeyIn({ path, inMemory: false }).fingerprint).toBe(fingerprint);
  expect(hostKeyIn({ path, inMemory: true }).fingerprint).not.toBe(fingerprint);
  rmSync(path, { recursive: true, force: true });
});
