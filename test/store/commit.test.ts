import { afterAll, afterEach, expect, inject, test } from "vitest";
import { type Fate, type PassingCall, startAwsProxy } from "../kit/aws-proxy.ts";
import { anOrigin } from "../kit/builders.ts";
import { atOnce } from "../kit/burst.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { rowsOf } from "../kit/rows.ts";

const proxy = await startAwsProxy({ dynamodb: inject("endpoints")["dynamodb"] ?? "" });
takeEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: proxy.urls["dynamodb"] ?? "" });
const { commit } = await import("../../shared/data/commit.ts");
const { addToSet, insert, remove, update } = await import("../../shared/data/changes.ts");
const { readReply, rememberReply } = await import("../../shared/data/replies.ts");
const { readTogether } = await import("../../shared/data/sessions.ts");
const { scopeOf } = await import("../../shared/domain/practice-scope.ts");

afterEach(() => proxy.decide());
afterAll(() => proxy.close());

/** A practice of its own for each test, so that its rows and events are all there is. */
function aPlace() {
  const practiceId = unique("prc");
  const pk = `P#${practiceId}`;
  return {
    practiceId,
    origin: anOrigin({ practiceId }),
    row: (sk: string, own: object = {}) => ({ pk, sk, ...own }),
    rows: () => rowsOf("PRACTICE_TABLE", pk),
    events: () => rowsOf("AUDIT_TABLE", `${pk}#2026-01`),
  };
}
const deeds = [{ action: "practice.changed" }] as const;
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string; name: string }) => error.code ?? error.name,
  );

test("changes, events and mails are written together", async () => {
  const place = aPlace();
  const letter = { letter: "account-locked", to: "ben@sunrise.example", subjectId: "u", subjectName: "Ben" } as const;
  const params = { practiceName: "Sunrise", firstName: "Ben", at: "noon", until: "one", address: "127.0.0.1" };
  const secret = { kind: "page-link", page: "signin" } as const;
  await commit(place.origin, {
    changes: [insert("practice", place.row("A")), insert("practice", place.row("B"))],
    deeds: [{ action: "practice.changed" }, { action: "user.invited", subjectId: "u" }],
    mails: [{ ...letter, params, secret }],
  });
  expect((await place.rows()).map(({ sk }) => sk.slice(0, 2))).toEqual(["A", "B", "O#"]);
  const events = await place.events();
  expect(events.map(({ action }) => action)).toEqual(["practice.changed", "user.invited"]);
  expect(events[0]).toMatchObject({ actorName: "Ben Sato", outcome: "success", at: "2026-01-02T03:04:05.678Z" });
});

test("mails lie in the practice they are told to, when the origin's is another", async () => {
  const [place, other] = [aPlace(), aPlace()];
  const mail = {
    letter: "password-reset-usernames",
    to: "ben@sunrise.example",
    subjectId: "u",
    subjectName: "Ben",
    params: { usernames: "ben" },
    secret: { kind: "page-link", page: "signin" },
  } as const;
  await commit(place.origin, { changes: [], deeds, mails: [mail], mailScope: scopeOf(other.practiceId) });
  expect([await place.rows(), (await other.rows()).length]).toEqual([[], 1]);
});

test.each([
  [
    "a row that is there",
    (place: ReturnType<typeof aPlace>) => insert("practice", place.row("HELD"), "user.email-taken"),
  ],
  [
    "another version",
    (place: ReturnType<typeof aPlace>) =>
      update("practice", place.row("HELD"), { set: { a: 1 }, expect: { version: 2 }, refusal: "user.email-taken" }),
  ],
  [
    "a row that is not there",
    (place: ReturnType<typeof aPlace>) =>
      update("practice", place.row("NONE"), { set: { a: 1 }, refusal: "user.email-taken" }),
  ],
  [
    "a mark that must not be",
    (place: ReturnType<typeof aPlace>) =>
      update("practice", place.row("HELD"), { set: { a: 1 }, absent: ["version"], refusal: "user.email-taken" }),
  ],
  [
    "the removal of nothing",
    (place: ReturnType<typeof aPlace>) => remove("practice", place.row("NONE"), { refusal: "user.email-taken" }),
  ],
])("%s undoes all of the work, and is refused by its own name", async (_what, failing) => {
  const place = aPlace();
  const held = place.row("HELD", { version: 1 });
  await commit(place.origin, { changes: [insert("practice", held)], deeds });
  const changes = [insert("practice", place.row("NEW")), failing(place)];
  expect(await refusalOf(commit(place.origin, { changes, deeds }))).toBe("user.email-taken");
  expect(await place.rows()).toEqual([held]);
  expect(await place.events()).toHaveLength(1);
});

test("of several failing changes the first one is told", async () => {
  const place = aPlace();
  await commit(place.origin, { changes: [insert("practice", place.row("HELD"))], deeds });
  const changes = [
    insert("practice", place.row("NEW"), "user.not-found"),
    insert("practice", place.row("HELD"), "user.username-taken"),
    remove("practice", place.row("NONE"), { refusal: "invitation.used" }),
  ];
  expect(await refusalOf(commit(place.origin, { changes, deeds }))).toBe("user.username-taken");
});

test("a failed condition without a refusal is a fault", async () => {
  const place = aPlace();
  const changes = [remove("practice", place.row("NONE"))];
  expect(await refusalOf(commit(place.origin, { changes, deeds }))).toBe("TransactionCanceledException");
});

test("an event is never written over", async () => {
  const place = aPlace();
  const told = [{ action: "practice.changed", eventId: "evt_01KE34ZZZ00000000000000000" }] as const;
  await commit(place.origin, { changes: [], deeds: told });
  expect(
    await refusalOf(commit(place.origin, { changes: [insert("practice", place.row("A"))], deeds: told })),
  ).not.toBe("done");
  expect(await place.rows()).toEqual([]);
});

test("of fifty changes of one version one is made and told", async () => {
  const place = aPlace();
  await commit(place.origin, { changes: [insert("practice", place.row("A", { version: 1 }))], deeds });
  const change = (number: number) =>
    update("practice", place.row("A"), {
      set: { version: 2, by: number },
      expect: { version: 1 },
      refusal: "request.changed-meanwhile",
    });
  const ends = await atOnce(50, (number) => refusalOf(commit(place.origin, { changes: [change(number)], deeds })));
  expect(ends.filter((end) => end === "done")).toHaveLength(1);
  expect(ends.every((end) => ["done", "request.changed-meanwhile", "request.busy"].includes(end))).toBe(true);
  expect(await place.events()).toHaveLength(2);
});

test("a member of a set is added once, in a row that was not there", async () => {
  const place = aPlace();
  const add = (value: string) => addToSet("practice", place.row("A"), { name: "accounts", value });
  for (const value of ["x", "y", "x"]) await commit(place.origin, { changes: [add(value)], deeds });
  expect((await place.rows())[0]?.["accounts"]).toEqual(new Set(["x", "y"]));
});

/** What DynamoDB says of a cancelled transaction; DynamoDB Local never reports a conflict itself. */
const cancelled = (...codes: string[]): Fate => ({
  status: 400,
  json: {
    __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    message: "Transaction cancelled",
    CancellationReasons: codes.map((Code) => ({ Code })),
  },
});
/** The first `times` transactions meet this. */
function atFirst(times: number, fate: Fate) {
  let met = 0;
  return ({ operation }: PassingCall): Fate => {
    if (operation !== "TransactWriteItems" || met >= times) return "pass";
    met += 1;
    return fate;
  };
}

test.each([
  ["a conflict", 1, ["None", "TransactionConflict"]],
  ["five conflicts", 5, ["TransactionConflict", "None"]],
  ["a throttle of one row", 2, ["ThrottlingError", "None"]],
  ["a hot partition", 2, ["None", "ProvisionedThroughputExceeded"]],
])("after %s the same work is written once", async (_what, times, codes) => {
  const place = aPlace();
  proxy.decide(atFirst(times, cancelled(...codes)));
  await commit(place.origin, { changes: [insert("practice", place.row("A"))], deeds });
  expect(proxy.calls).toHaveLength(times + 1);
  expect([(await place.rows()).length, (await place.events()).length]).toEqual([1, 1]);
});

test("who meets a conflict six times is told that the service is busy, and nothing is changed", async () => {
  const place = aPlace();
  proxy.decide(atFirst(100, cancelled("TransactionConflict", "None")));
  const work = commit(place.origin, { changes: [insert("practice", place.row("A"))], deeds });
  await expect(work).rejects.toMatchObject({ code: "request.busy", facts: { retryAfterSeconds: 1 } });
  expect(proxy.calls).toHaveLength(6);
  expect([await place.rows(), await place.events()]).toEqual([[], []]);
});

test("a failed condition beside a conflict is the refusal, and is not tried again", async () => {
  const place = aPlace();
  proxy.decide(atFirst(100, cancelled("TransactionConflict", "ConditionalCheckFailed")));
  const changes = [
    insert("practice", place.row("A"), "user.not-found"),
    insert("practice", place.row("B"), "invitation.used"),
  ];
  expect(await refusalOf(commit(place.origin, { changes, deeds }))).toBe("invitation.used");
  expect(proxy.calls).toHaveLength(1);
});

test("a transaction that is malformed is a fault, and is not tried again", async () => {
  const place = aPlace();
  proxy.decide(atFirst(100, cancelled("ValidationError", "None")));
  expect(await refusalOf(commit(place.origin, { changes: [insert("practice", place.row("A"))], deeds }))).toBe(
    "TransactionCanceledException",
  );
  expect(proxy.calls).toHaveLength(1);
});

test("a transaction whose answer is lost is done once: the client's second try meets its own first", async () => {
  const place = aPlace();
  proxy.decide(atFirst(1, "lose-answer"));
  await commit(place.origin, { changes: [insert("practice", place.row("A"), "user.email-taken")], deeds });
  expect(proxy.calls).toHaveLength(2);
  expect([(await place.rows()).length, (await place.events()).length]).toEqual([1, 1]);
});

test("an answer is remembered for a day with what it answered, and found by the same caller, route and key only", async () => {
  const place = aPlace();
  const key = { who: unique("usr"), route: "inviteUser", key: "12345678" };
  const stored = { bodyHash: "h", status: 201, reply: { a: [1, { b: "ü" }] } };
  await commit(place.origin, { changes: [rememberReply(key, stored, place.origin.now)], deeds });
  expect(await readReply(key)).toMatchObject({
    ...stored,
    expiresAtSeconds: Math.floor(place.origin.now.getTime() / 1000) + 86_400,
  });
  for (const other of [{ who: "public" }, { route: "unlockUser" }, { key: "12345679" }])
    expect(await readReply({ ...key, ...other })).toBeUndefined();
});

test("a twin that is slower changes nothing", async () => {
  const place = aPlace();
  const key = { who: unique("usr"), route: "inviteUser", key: "12345678" };
  const ends = await atOnce(20, (number) =>
    refusalOf(
      commit(place.origin, {
        changes: [
          rememberReply(key, { bodyHash: "h", status: 201, reply: number }, place.origin.now),
          insert("practice", place.row(`A${number}`)),
        ],
        deeds,
      }),
    ),
  );
  expect(ends.filter((end) => end === "done")).toHaveLength(1);
  expect([(await place.rows()).length, (await place.events()).length]).toEqual([1, 1]);
});

test("an answer with a secret is remembered without it", async () => {
  const place = aPlace();
  const key = { who: unique("usr"), route: "startTotp", key: "12345678" };
  await commit(place.origin, {
    changes: [rememberReply(key, { bodyHash: "h", status: 200 }, place.origin.now)],
    deeds,
  });
  expect(await readReply(key)).not.toHaveProperty("reply");
});

/** DynamoDB left keys unread: all of them, so many times. */
function unread(times: number) {
  let met = 0;
  return ({ operation, body }: PassingCall): Fate => {
    if (operation !== "BatchGetItem" || met >= times) return "pass";
    met += 1;
    return { status: 200, json: { Responses: {}, UnprocessedKeys: JSON.parse(body).RequestItems } };
  };
}

test.each([0, 1, 2])("keys that DynamoDB left unread %i times are read again", async (times) => {
  const place = aPlace();
  const rows = [place.row("PRACTICE", { name: "Sunrise" }), place.row("U#usr_1", { firstName: "Ben" })];
  await commit(place.origin, { changes: rows.map((row) => insert("practice", row)), deeds });
  proxy.decide(unread(times));
  const read = await readTogether(scopeOf(place.practiceId), "usr_1", { pk: "U#usr_1", sk: "S#none" });
  expect(read).toMatchObject({ held: undefined, user: { firstName: "Ben" }, practice: { name: "Sunrise" } });
  expect(proxy.calls).toHaveLength(times + 1);
});

test("without the evidence nobody enters: keys unread three times are a busy service", async () => {
  proxy.decide(unread(100));
  const read = readTogether(scopeOf("prc_1"), "usr_1", { pk: "U#usr_1", sk: "S#none" });
  await expect(read).rejects.toMatchObject({ code: "request.busy", facts: { retryAfterSeconds: 1 } });
  expect(proxy.calls).toHaveLength(3);
});

test("what every request is decided by is read in one strongly consistent request", async () => {
  proxy.decide();
  await readTogether(scopeOf("prc_1"), "usr_1", { pk: "U#usr_1", sk: "S#none" });
  expect(proxy.calls).toHaveLength(1);
  const asked = Object.values(JSON.parse(proxy.calls[0]?.body ?? "{}").RequestItems as Record<string, object>);
  expect(asked).toHaveLength(2);
  for (const table of asked) expect(table).toMatchObject({ ConsistentRead: true });
});
