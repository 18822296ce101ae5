import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ColdStart } from "./child.ts";
import { buildBaselines, functionTargets, sample, type Target } from "./samples.ts";
import { startStub } from "./stub.ts";

/** A column of samples: median, tenth percentile and least. */
export interface Spread {
  readonly median: number;
  readonly p10: number;
  readonly min: number;
}

/** The cold start of one function; ratios are to the SDK's baselines of the same run. */
export interface ColdRow {
  readonly name: string;
  readonly initMs: Spread;
  readonly initCpuMs: Spread;
  readonly coldMs: Spread;
  readonly coldCpuMs: Spread;
  readonly peakRssMb: Spread;
  /** p10 of init against the p10 of `sdk`; what the goals are set on. */
  readonly initRatio: number;
  /** p10 of init and first call against the p10 of `sdk-one-call`. */
  readonly coldRatio: number;
  /** Median of the rounds' own ratios in CPU time, which other work on the machine disturbs least. */
  readonly initCpuRatio: number;
  readonly coldCpuRatio: number;
}

export interface ColdReport {
  readonly rounds: number;
  readonly isTls: boolean;
  readonly rows: readonly ColdRow[];
}

type Samples = ReadonlyMap<string, readonly ColdStart[]>;
type Measure = Exclude<keyof ColdStart, "ended">;

/** Measures cold starts of baselines and functions in the same rounds, each in random order, after one that does not count. */
export async function measureColdStarts(rounds: number, say: (line: string) => void): Promise<ColdReport> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const stub = await startStub(folder);
  try {
    const { child, baselines } = await buildBaselines(folder);
    const targets = [...baselines, ...functionTargets(folder)];
    const samples = new Map<string, ColdStart[]>(targets.map(({ name }) => [name, []]));
    for (const target of targets) await sample(child, target, stub);
    for (let round = 1; round <= rounds; round++) {
      for (const target of shuffled(targets)) samples.get(target.name)?.push(await sample(child, target, stub));
      say(`cold starts: round ${round} of ${rounds}`);
    }
    return { rounds, isTls: stub.isTls, rows: targets.map(({ name }) => rowOf(name, samples)) };
  } finally {
    stub.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function shuffled(targets: readonly Target[]): Target[] {
  const tagged = targets.map((target) => ({ target, at: Math.random() }));
  return tagged.sort((a, b) => a.at - b.at).map(({ target }) => target);
}

function rowOf(name: string, samples: Samples): ColdRow {
  const column = (of: string, measure: Measure) => (samples.get(of) ?? []).map((each) => each[measure]);
  const spread = (measure: Measure) => spreadOf(column(name, measure));
  const ofP10 = (measure: Measure, base: string) =>
    rounded(spreadOf(column(name, measure)).p10 / spreadOf(column(base, measure)).p10);
  const paired = (measure: Measure, base: string) => {
    const others = column(base, measure);
    return rounded(
      quantile(
        column(name, measure).map((value, i) => value / (others[i] ?? value)),
        0.5,
      ),
    );
  };
  return {
    name,
    initMs: spread("initMs"),
    initCpuMs: spread("initCpuMs"),
    coldMs: spread("coldMs"),
    coldCpuMs: spread("coldCpuMs"),
    peakRssMb: spread("peakRssMb"),
    initRatio: ofP10("initMs", "sdk"),
    coldRatio: ofP10("coldMs", "sdk-one-call"),
    initCpuRatio: paired("initCpuMs", "sdk"),
    coldCpuRatio: paired("coldCpuMs", "sdk-one-call"),
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function spreadOf(values: readonly number[]): Spread {
  const at = (share: number) => rounded(quantile(values, share));
  return { median: at(0.5), p10: at(0.1), min: at(0) };
}
