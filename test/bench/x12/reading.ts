import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileOfClaims } from "../../kit/claims.ts";
import type { Verdict } from "../verdicts.ts";
import type { Reading } from "./child.ts";

/** Reading one file of claims: by us, and by the library that the tests compare with. */
export interface ReadingRow {
  readonly claims: number;
  readonly megabytes: number;
  readonly ours: Reading;
  readonly library: Reading;
}

/** The most of the library's time and memory that reading may take; goals only, since times on a shared machine are never exact. */
const goals = { time: 0.25, grownMb: 32 } as const;

/** Reads files of these many claims in processes of their own, one after another. */
export function measureReading(sizes: readonly number[]): ReadingRow[] {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-claims-"));
  try {
    return sizes.map((claims) => {
      const file = join(folder, `${claims}.837`);
      writeFileSync(file, fileOfClaims({ claims, seed: claims }), "latin1");
      return { claims, megabytes: statSync(file).size / 1e6, ours: of("ours", file), library: of("library", file) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function of(who: "ours" | "library", file: string): Reading {
  const child = join(import.meta.dirname, "child.ts");
  const told: Reading = JSON.parse(execFileSync(process.execPath, [child, who, file], { encoding: "utf8" }));
  return told;
}

/** Both must find the same claims; time and memory are wishes. */
export function judgeReading({ claims, ours, library }: ReadingRow): Verdict {
  const at = `a file of ${claims} claims`;
  const share = Math.round((ours.ms / library.ms) * 100) / 100;
  return {
    broken:
      ours.claims === claims && library.claims === claims ? [] : [`${at}: ${ours.claims} found, and ${library.claims}`],
    missed: [
      ...(share > goals.time ? [`${at}, time against node-x12: ${share}, not ${goals.time}`] : []),
      ...(ours.grownMb > goals.grownMb
        ? [`${at}, memory in MB: ${Math.round(ours.grownMb)}, not ${goals.grownMb}`]
        : []),
    ],
  };
}
