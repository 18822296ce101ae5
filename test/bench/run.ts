import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { weighFunctions } from "./bytes.ts";
import { measureColdStarts } from "./cold/cold-starts.ts";
import { measureAssembly } from "./cost/capacity.ts";
import { coldTable, costTable, readingTable, weightTable } from "./tables.ts";
import { allOf, judgeCold, judgeCost, judgeGrowth, judgeWeight, type Verdict } from "./verdicts.ts";
import { judgeReading, measureReading } from "./x12/reading.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    sizes: { type: "string" },
    assembly: { type: "string", default: "cdk.out" },
    out: { type: "string", default: "reports/bench.json" },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 5 : 31));
const sizes = (values.sizes ?? (values.quick ? "200" : "1000,10000")).split(",").map(Number);

const write = (text: string): void => void process.stdout.write(`${text}\n`);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function commitOf(): string {
  try {
    const head = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
    const isClean = execFileSync("git", ["status", "--porcelain"], { encoding: "utf8" }).trim() === "";
    return isClean ? head : `${head} with changes`;
  } catch {
    return "unknown";
  }
}

function tell({ broken, missed }: Verdict): void {
  if (missed.length > 0) write(`\nGoals not reached yet (no error):\n${missed.map((each) => `  ${each}`).join("\n")}`);
  if (broken.length > 0) write(`\nBudgets broken:\n${broken.map((each) => `  ${each}`).join("\n")}`);
  else write("\nEvery budget of requests, capacity units and bytes is kept.");
}

/** Measures all, prints tables, writes the report. @returns whether every deterministic budget is kept */
async function bench(): Promise<boolean> {
  const machine = { commit: commitOf(), node: process.version, cpus: cpus().length, loadBefore: loadavg() };
  const weights = weighFunctions();
  write(`\nBytes as deployed\n${weightTable(weights)}`);
  const readings = measureReading(values.quick ? [1000] : [1000, 10_000]);
  write(`\nReading files of claims, the fastest of 7\n${readingTable(readings)}`);
  const costs = await measureAssembly(values.assembly, { sizes, say });
  write(`\nWhat an operation asks of AWS, functions warm\n${costTable(costs)}`);
  const cold = await measureColdStarts(rounds, say);
  write(`\nCold starts, ${rounds} rounds${cold.isTls ? "" : ", without TLS: no openssl"}\n${coldTable(cold)}`);
  const verdict = allOf([
    ...weights.map(judgeWeight),
    ...readings.map(judgeReading),
    ...costs.map(judgeCost),
    judgeGrowth(costs),
    ...cold.rows.filter(({ name }) => weights.some((weight) => weight.name === name)).map(judgeCold),
  ]);
  tell(verdict);
  const measured = { weights, readings, costs, cold };
  const report = { at: new Date().toISOString(), ...machine, loadAfter: loadavg(), ...measured, ...verdict };
  mkdirSync("reports", { recursive: true });
  writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
  write(
    `\nCommit ${machine.commit}, Node ${machine.node}, load ${machine.loadBefore[0]?.toFixed(1)}; written to ${values.out}`,
  );
  return verdict.broken.length === 0;
}

const isKept = await bench();
process.exit(isKept ? 0 : 1);
