import type { Weight } from "./bytes.ts";
import type { ColdReport } from "./cold/cold-starts.ts";
import { baselineNames } from "./cold/samples.ts";
import type { Cost } from "./cost/capacity.ts";
import type { ReadingRow } from "./x12/reading.ts";

/** Aligns columns: the first to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? "").length)));
  return lines
    .map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    )
    .join("\n");
}

const thousands = (bytes: number): string => (bytes / 1000).toFixed(1);

/** Bytes of every function, in thousands. */
export function weightTable(weights: readonly Weight[]): string {
  const rows = weights.map(({ name, bytes, gzip, heaviest }) => [
    name,
    thousands(bytes),
    thousands(gzip),
    heaviest
      .slice(0, 3)
      .map(([origin, size]) => `${origin} ${Math.round(size / 1000)}`)
      .join(", "),
  ]);
  return table(["function", "KB", "gzip KB", "heaviest, KB"], rows);
}

/** Cold starts: what the ratios compare is in docs/performance.md. */
export function coldTable({ rows }: ColdReport): string {
  const isBaseline = (name: string) => baselineNames.some((each) => each === name);
  return table(
    [
      "function",
      "init ms p10",
      "median",
      "cpu",
      "first+init ms p10",
      "median",
      "cpu",
      "RSS MB",
      "init/sdk",
      "cold/sdk",
      "cpu",
    ],
    rows.map(({ name, initMs, initCpuMs, coldMs, coldCpuMs, peakRssMb, initRatio, coldRatio, initCpuRatio }) => [
      isBaseline(name) ? `(${name})` : name,
      ...[initMs.p10, initMs.median, initCpuMs.median, coldMs.p10, coldMs.median, coldCpuMs.median],
      ...[peakRssMb.median, initRatio.toFixed(2), coldRatio.toFixed(2), initCpuRatio.toFixed(2)],
    ]),
  );
}

/** Requests and units of every operation. */
export function costTable(costs: readonly Cost[]): string {
  return table(
    ["operation", "practice of", "DynamoDB", "Cognito", "SES", "RCU rule", "reported", "WCU rule", "reported"],
    costs.map(({ name, size, calls, rule, reported }) => [
      name,
      size,
      ...[calls.dynamodb, calls.cognito, calls.ses],
      ...[rule.read, reported.read, rule.write, reported.write],
    ]),
  );
}

/** Files of claims, read by us and by node-x12. */
export function readingTable(rows: readonly ReadingRow[]): string {
  return table(
    ["claims", "MB", "ms", "MB/s", "memory MB", "node-x12 ms", "MB/s", "memory MB"],
    rows.map(({ claims, megabytes, ours, library }) => [
      claims,
      megabytes.toFixed(1),
      ...[ours, library].flatMap(({ ms, grownMb }) => [
        ms.toFixed(1),
        Math.round(megabytes / (ms / 1000)),
        Math.round(grownMb),
      ]),
    ]),
  );
}
