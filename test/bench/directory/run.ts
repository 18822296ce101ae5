import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startStack } from "../../../infra/local/stack.ts";
import type { PracticeScope } from "../../../shared/domain/practice-scope.ts";
import { table } from "../tables.ts";
import { populate } from "./population.ts";
import { type Asked, questionsAt } from "./questions.ts";

/**
 * Asks the same of a small and of a large practice beside each other. Requests and units are exact and judged; times are
 * shown only.
 */

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "10,100000" },
    rounds: { type: "string", default: "40" },
    assembly: { type: "string", default: "cdk.out" },
    out: { type: "string", default: "reports/directory.json" },
  },
});
const sizes = values.sizes.split(",").map(Number);
const rounds = Number(values.rounds);
/** Of both sizes a page is full, or one short: so both read as much. */
const pageSize = 10;
/** Source: RULINGS 21. */
const most = { requests: 4, read: 40 } as const;

/** What a page of one question took. */
interface Cost {
  readonly requests: number;
  readonly read: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}
interface Population {
  readonly size: number;
  readonly scope: PracticeScope;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const now = new Date();

async function counting() {
  const { store } = await import("../../../shared/data/client.ts");
  const { listDirectory } = await import("../../../shared/data/directory.ts");
  const sums = { requests: 0, read: 0 };
  store.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } });
      const output = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      sums.requests++;
      // DynamoDB counts half a unit for an answer with nothing in it, where DynamoDB Local counts none.
      sums.read += Math.max(0.5, output.ConsumedCapacity?.CapacityUnits ?? 0);
      return answer;
    },
    { step: "initialize" },
  );
  return { sums, listDirectory };
}

type Counting = Awaited<ReturnType<typeof counting>>;

async function ask({ sums, listDirectory }: Counting, { scope }: Population, { question }: Asked): Promise<Cost> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    Object.assign(sums, { requests: 0, read: 0 });
    const began = performance.now();
    await listDirectory({ scope, question, limit: pageSize, now }, undefined);
    times.push(performance.now() - began);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? 0;
  return { ...sums, p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** What of the promise is broken: a single question that costs more in a large practice, or a combination beyond its limit. */
function faultsOf({ name, isSingle }: Asked, costs: readonly Cost[]): string[] {
  const [first] = costs;
  const grown = costs.some(({ requests, read }) => requests !== first?.requests || read !== first.read);
  const beyond = costs.some(({ requests, read }) => requests > most.requests || read > most.read);
  const text = costs.map(({ requests, read }) => `${requests} requests and ${read} units`).join(", then ");
  return (isSingle ? grown || costs.some(({ requests }) => requests !== 1) : beyond) ? [`${name}: ${text}`] : [];
}

async function bench(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-directory-"));
  const stack = await startStack({ assembly: values.assembly, folder, quiet: true, inMemory: true });
  try {
    Object.assign(process.env, stack.environmentOf("Users"));
    const place = { url: stack.endpoints.dynamodb, table: process.env["DIRECTORY_TABLE"] ?? "" };
    const populations: Population[] = [];
    for (const size of sizes) {
      const began = performance.now();
      const { scope, rows } = await populate(place, size, now);
      say(`${size} users: ${rows} rows in ${((performance.now() - began) / 1000).toFixed(0)} s`);
      populations.push({ size, scope });
    }
    return await measure(populations);
  } finally {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(populations: readonly Population[]): Promise<boolean> {
  const counter = await counting();
  const found = [];
  for (const asked of questionsAt(now)) {
    const costs: Cost[] = [];
    for (const population of populations) costs.push(await ask(counter, population, asked));
    found.push({ asked, costs });
  }
  const cells = ({ requests, read, p50Ms, p95Ms }: Cost) => [requests, read, p50Ms.toFixed(1), p95Ms.toFixed(1)];
  const head = sizes.flatMap((size) => [`requests at ${size}`, "RCU", "p50 ms", "p95 ms"]);
  const rows = found.map(({ asked, costs }) => [asked.name, ...costs.flatMap(cells)]);
  process.stdout.write(`\nA page of ${pageSize}\n${table(["question", ...head], rows)}\n`);
  const faults = found.flatMap(({ asked, costs }) => faultsOf(asked, costs));
  process.stdout.write(faults.length > 0 ? `\nBroken:\n${faults.join("\n")}\n` : "\nNothing grows.\n");
  mkdirSync("reports", { recursive: true });
  writeFileSync(values.out, `${JSON.stringify({ at: now, sizes, rounds, found, faults }, null, 1)}\n`);
  return faults.length === 0;
}

process.exit((await bench()) ? 0 : 1);
