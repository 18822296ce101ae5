import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type Bundle, readBundles } from "../architecture/bundles.ts";

/** What a function weighs as it is deployed, and what it holds that costs at every cold start. */
export interface Weight {
  readonly name: string;
  readonly bytes: number;
  readonly gzip: number;
  /** Bytes by origin: our own folders and each package, the heaviest first. */
  readonly heaviest: readonly (readonly [origin: string, bytes: number])[];
  readonly faults: readonly string[];
}

const unusedProvider =
  /node_modules\/.*(credential-provider-(ini|sso|process|web-identity|login|http|imds)|nested-clients|token-providers)\//;

/** Held by test/architecture/bundle.test.ts too; here beside the times that they explain. */
const faultsOf = ({ code, inputs }: Bundle): string[] => [
  ...(/\b(from|import)\s*["'](node:)?http["']/.test(code) ? ["imports node:http, which loads undici"] : []),
  ...(inputs.some((file) => unusedProvider.test(file)) ? ["holds a credential provider it never reaches"] : []),
  ...(/aws-xray-sdk/.test(code) ? ["holds a tracer"] : []),
];

/** Weighs every function in `dist/`. @throws Error when one has not been built */
export function weighFunctions(): readonly Weight[] {
  const metafile = JSON.parse(readFileSync("dist/meta.json", "utf8")) as Metafile;
  return readBundles().map((bundle) => ({
    name: bundle.deployable,
    bytes: Buffer.byteLength(bundle.code),
    gzip: gzipSync(bundle.code, { level: 9 }).length,
    heaviest: heaviestOf(bundle.deployable, metafile),
    faults: faultsOf(bundle),
  }));
}

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

function heaviestOf(deployable: string, { outputs }: Metafile): Weight["heaviest"] {
  const sums = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(
    outputs[`dist/functions/${deployable}/handler.mjs`]?.inputs ?? {},
  )) {
    const origin = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? input.split("/").slice(0, 2).join("/");
    sums.set(origin, (sums.get(origin) ?? 0) + bytesInOutput);
  }
  return [...sums].sort(([, a], [, b]) => b - a).slice(0, 8);
}
