import { expect, test } from "vitest";
import type { JsonObject } from "../../../../../infra/local/json.ts";
import { type Delivery, deliver } from "../../../../../infra/local/services/streams/deliver.ts";
import { sequenceNumberOf } from "../../../../../infra/local/services/streams/record.ts";

const record = (name: string, secondsAgo = 0): JsonObject => ({
  eventName: "INSERT",
  dynamodb: { SequenceNumber: name, ApproximateCreationDateTime: Math.floor(Date.now() / 1000) - secondsAgo },
});
const names = (event: JsonObject | { Records: readonly JsonObject[] }): string =>
  (event["Records"] as JsonObject[]).map(sequenceNumberOf).join("");

/** Delivers records to a function that answers as `answer` says, and tells all that happened. */
async function run(batch: readonly JsonObject[], answer: (names: string) => unknown, wish: Partial<Delivery> = {}) {
  const seen = { calls: [] as string[], done: [] as string[], givenUp: [] as string[], waits: [] as number[] };
  await deliver(batch, {
    invoke: async (event) => {
      seen.calls.push(names(event));
      return answer(names(event));
    },
    retries: -1,
    bisect: false,
    partial: false,
    maxAge: Number.POSITIVE_INFINITY,
    giveUp: (records, tries) => seen.givenUp.push(`${names({ Records: records })} after ${tries}`),
    done: (each) => seen.done.push(sequenceNumberOf(each)),
    wait: async (milliseconds) => void seen.waits.push(milliseconds),
    stopped: () => false,
    ...wish,
  });
  return seen;
}

const failOn = (letter: string) => (all: string) => {
  if (all.includes(letter)) throw new Error(letter);
};
const abcd = [..."abcd"].map((name) => record(name));

test("a batch that is taken is delivered once", async () => {
  expect(await run(abcd, () => undefined)).toMatchObject({ calls: ["abcd"], done: ["d"], givenUp: [] });
});

test("a batch that fails is tried again with growing pauses until it is taken", async () => {
  let calls = 0;
  const seen = await run(abcd, () => {
    calls += 1;
    if (calls < 4) throw new Error("not yet");
  });
  expect(seen.calls).toEqual(["abcd", "abcd", "abcd", "abcd"]);
  expect(seen.waits).toEqual([...seen.waits].sort((left, right) => left - right));
  expect(new Set(seen.waits).size).toBe(3);
  expect(seen.done).toEqual(["d"]);
});

test("after the last retry the batch is given up and the stream goes on", async () => {
  const seen = await run(abcd, failOn("c"), { retries: 2 });
  expect(seen).toMatchObject({ calls: ["abcd", "abcd", "abcd"], givenUp: ["abcd after 3"], done: ["d"] });
});

test("a mapping that bisects gives up only the record at fault, in order", async () => {
  const seen = await run(abcd, failOn("c"), { retries: 1, bisect: true });
  expect(seen.calls).toEqual(["abcd", "ab", "cd", "c", "c", "d"]);
  expect(seen).toMatchObject({ givenUp: ["c after 2"], done: ["b", "c", "d"] });
});

test("of a batch that failed in part, only the records from the first failure on come again", async () => {
  let calls = 0;
  const answer = () => {
    calls += 1;
    return calls === 1 ? { batchItemFailures: [{ itemIdentifier: "d" }, { itemIdentifier: "c" }] } : {};
  };
  const seen = await run(abcd, answer, { partial: true });
  expect(seen).toMatchObject({ calls: ["abcd", "cd"], done: ["b", "d"] });
});

test("records that have grown too old are given up", async () => {
  const seen = await run([record("a", 100)], failOn("a"), { maxAge: 60_000 });
  expect(seen).toMatchObject({ calls: ["a"], givenUp: ["a after 1"] });
});

test("a stop in the middle gives nothing up and marks nothing as delivered", async () => {
  let isStopped = false;
  const answer = () => {
    isStopped = true;
    throw new Error("while stopping");
  };
  const seen = await run(abcd, answer, { stopped: () => isStopped, retries: 0 });
  expect(seen).toMatchObject({ calls: ["abcd"], done: [], givenUp: [] });
});
