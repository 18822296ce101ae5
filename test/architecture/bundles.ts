import { existsSync, readFileSync } from "node:fs";
import { environments } from "../../shared/config/environment.ts";

/** What esbuild wrote for one deployable. */
export interface Bundle {
  readonly deployable: string;
  readonly code: string;
  /** Every file that left at least a byte in it. */
  readonly inputs: readonly string[];
}

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/**
 * The bundle of every deployable.
 * @throws Error when one is missing: a check of nothing would pass
 */
export function readBundles(): readonly Bundle[] {
  if (!existsSync("dist/meta.json")) throw new Error("dist/ is missing: run npm run build first");
  const { outputs } = JSON.parse(readFileSync("dist/meta.json", "utf8")) as Metafile;
  return Object.keys(environments).map((deployable) => {
    const file = `dist/functions/${deployable}/handler.mjs`;
    const output = outputs[file];
    if (!output || !existsSync(file))
      throw new Error(`${file} or its line in dist/meta.json is missing: run npm run build`);
    const inputs = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    return { deployable, code: readFileSync(file, "utf8"), inputs: inputs.map(([input]) => input) };
  });
}
