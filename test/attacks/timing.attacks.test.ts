import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test, vi } from "vitest";
import { floorMs } from "../../shared/http/floor.ts";
import { appearanceOf, atOnce, networkOf } from "../kit/burst.ts";
import { type Invited, inviteCrowd, registeredCrowd } from "../kit/crowd.ts";
import type { Answered } from "../kit/http.ts";
import { takeEnvironment, Visitor } from "../kit/in-process.ts";
import { aNewcomer, openPractice, Person, unique } from "../kit/person.ts";
import { amend } from "../kit/rows.ts";
import { holm, mannWhitney, quantile } from "../kit/statistics.ts";

/** For the handlers in this process only, so that the work below the floor is measured. */
vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);

const place = inject("place");
/** Samples of each kind. Source: RULINGS 25. */
const samples = Number(process.env["TIMING_SAMPLES"] ?? 70);
const alpha = 0.01;
interface Asking {
  readonly call: (what: string, network: number) => Promise<Answered>;
  /** Rounds at the same time: the wait below the floor is most of each. More than the local worker takes at once would wait twice. */
  readonly abreast: number;
}
/** Wrong passwords that the user pool evaluates before its own lock. */
const triesEach = 5;

type Kind = "unknown" | "known" | "locked" | "disabled" | "expired" | "uninvited" | "other practice";
const kinds: readonly Kind[] = ["unknown", "known", "locked", "disabled", "expired", "uninvited", "other practice"];
let names: Readonly<Record<Kind, (round: number) => string>>;
let links: Readonly<Record<string, (round: number) => string>>;
/** Accounts whose tries must not add up to a lock. */
const freed: { userId: string }[] = [];

beforeAll(async () => {
  takeEnvironment();
  const manager = await openPractice(place, aNewcomer("Manager", "Clockwell"));
  const foreign = await openPractice(place, aNewcomer("Manager", "Elsewhere"));
  const { practiceId } = await manager.done("GET", "/session");
  const many = Math.ceil(samples / triesEach);
  const known = await registeredCrowd(manager, many + 3, "Known");
  const others = await registeredCrowd(foreign, many, "Other");
  const [locked, disabled, expired] = known.splice(0, 3) as [Invited, Invited, Invited];
  const [invited] = (await inviteCrowd(manager, 1, "Invited")) as [Invited];
  const amendUser = (userId: string, values: Record<string, unknown>) =>
    amend("PRACTICE_TABLE", { pk: `P#${practiceId}`, sk: `U#${userId}` }, values);
  await atOnce(20, (number) => attempt(locked.username, number));
  await amendUser(disabled.userId, { status: "disabled" });
  await amendUser(expired.userId, { expiresAt: new Date(Date.now() - 1000).toISOString() });
  freed.push(disabled, expired);
  const unknown = Array.from({ length: many }, () => unique("nobody"));
  names = {
    unknown: (round) => unknown[round % many] ?? "",
    known: (round) => known[round % many]?.username ?? "",
    locked: () => locked.username,
    disabled: () => disabled.username,
    expired: () => expired.username,
    uninvited: () => invited.email,
    "other practice": (round) => others[round % many]?.username ?? "",
  };
  const [version = "", id = "", , mac = ""] = invited.token.split(".");
  const [ownPractice] = id.split("~");
  const [otherLink] = (await inviteCrowd(foreign, 1, "Invited")) as [Invited];
  const forged = `${mac.slice(0, 20)}AAAA${mac.slice(24)}`;
  links = {
    "forged for an open invitation": () => [version, id, 1, forged].join("."),
    "forged for one that nobody has": () =>
      [version, `${ownPractice}~inv_01KAK5B7C9D1E3F5G7H9J1K3M5`, 1, forged].join("."),
    "forged for another practice's": () => [version, otherLink.token.split(".")[1], 1, forged].join("."),
    "forged for a registered person": (round) =>
      [version, (known[round % many]?.token ?? "").split(".")[1], 1, forged].join("."),
    "of a disabled person": () => disabled.token,
  };
}, 300_000);

const attempt = (identifier: string, network: number) =>
  new Person(place).call(
    "POST",
    "/sign-in",
    { identifier, password: "Wrong-Guess-1-Harbour" },
    { from: networkOf(network) },
  );
const forget = (identifier: string, network: number) =>
  new Person(place).call("POST", "/password-resets", { identifier }, { from: networkOf(network) });
const open = (token: string, network: number) =>
  new Person(place).call("POST", "/registrations/lookup", { token }, { from: networkOf(network) });

/** A few of each kind at once, in another order each time, so that what else the machine does is spread over all. */
async function measure(sources: Readonly<Record<string, (round: number) => string>>, { call, abreast }: Asking) {
  const times: Record<string, number[]> = {};
  const looks: Record<string, Set<string>> = {};
  const ask = async (kind: string, round: number, network: number) => {
    const begun = performance.now();
    const answer = await call(sources[kind]?.(round) ?? "", network);
    times[kind] = [...(times[kind] ?? []), performance.now() - begun];
    looks[kind] = (looks[kind] ?? new Set()).add(appearanceOf(answer));
  };
  for (let round = 0; round < samples; round += abreast) {
    for (const { userId } of freed)
      await amend("SESSION_TABLE", { pk: `TRY#${userId}`, sk: "password" }, { fails: 0, total: 0 });
    const rounds = Array.from({ length: Math.min(abreast, samples - round) }, (_, beside) => round + beside);
    const order = rounds
      .flatMap((each) => Object.keys(sources).map((kind) => ({ kind, each, at: Math.random() })))
      .sort((a, b) => a.at - b.at);
    await Promise.all(order.map(({ kind, each }, number) => ask(kind, each, round * 7 + number)));
    await pause(5);
  }
  return { times, looks: new Set(Object.values(looks).flatMap((seen) => [...seen])) };
}

/** Every pair, corrected for how many there are. */
function comparisons(times: Readonly<Record<string, number[]>>) {
  const kinds = Object.keys(times);
  const pairs = kinds.flatMap((one, at) => kinds.slice(at + 1).map((other) => [one, other] as const));
  const chances = holm(pairs.map(([one, other]) => mannWhitney(times[one] ?? [], times[other] ?? [])));
  return pairs.map((pair, at) => ({ pair: pair.join(" and "), p: chances[at] ?? 0 }));
}

async function expectAlike(
  what: string,
  sources: Readonly<Record<string, (round: number) => string>>,
  asking: Asking,
): Promise<void> {
  const { times, looks } = await measure(sources, asking);
  const found = comparisons(times);
  const least = found.toSorted((a, b) => a.p - b.p)[0];
  const medians = Object.entries(times).map(([kind, all]) => `${kind} ${quantile(all, 0.5).toFixed(0)}`);
  process.stdout.write(
    `${what}: ${samples} samples of each kind, medians in ms: ${medians.join(", ")}; least p of ${found.length} pairs, Holm-corrected: ${least?.p.toFixed(3)} (${least?.pair})\n`,
  );
  expect(looks.size, [...looks].join("\n")).toBe(1);
  for (const each of Object.values(times)) expect(Math.min(...each)).toBeGreaterThanOrEqual(floorMs);
  expect(found.filter(({ p }) => p < alpha)).toEqual([]);
}

describe("neither look nor time of an answer tells whose name or link it was (attack 18)", () => {
  test("at sign-in", () => expectAlike("sign-in", names, { call: attempt, abreast: 3 }), 600_000);
  test(
    "at the forgotten password",
    () => expectAlike("forgotten password", names, { call: forget, abreast: 3 }),
    600_000,
  );
  test("at a registration link", () => expectAlike("registration link", links, { call: open, abreast: 4 }), 600_000);
});

test("the work below the floor ends before it, for 99 of 100", async () => {
  const calls: Readonly<Record<string, (round: number) => [string, object]>> = {
    "sign-in": (round) => [
      "signIn",
      { identifier: names[kinds[round % kinds.length] ?? "known"](round), password: "Wrong-Guess-2-Harbour" },
    ],
    "forgotten password": (round) => [
      "requestPasswordReset",
      { identifier: names[kinds[round % kinds.length] ?? "known"](round) },
    ],
    "registration link": (round) => ["lookUpRegistration", { token: Object.values(links)[round % 5]?.(round) }],
  };
  for (const [what, callOf] of Object.entries(calls)) {
    const times: number[] = [];
    const [first, some] = callOf(0);
    // A cold start is no sample: it is nobody's in particular.
    await new Visitor().call(first, { body: some });
    for (let round = 0; round < samples; round++) {
      const [name, body] = callOf(round);
      const begun = performance.now();
      await new Visitor().call(name, { body });
      times.push(performance.now() - begun);
    }
    const p99 = quantile(times, 0.99);
    process.stdout.write(
      `${what}: unpadded p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, floor ${floorMs} ms\n`,
    );
    expect(p99, what).toBeLessThan(floorMs);
  }
}, 300_000);
