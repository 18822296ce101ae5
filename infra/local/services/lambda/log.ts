import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { StateFolder } from "../../state/database.ts";

/** Most lines kept in memory; the file has all of them. */
const maxLines = 200_000;

/** What the functions print: in memory for the tests, and in `functions.log` of the state folder. */
export class FunctionLog {
  readonly #lines: string[] = [];
  readonly #partial = new Map<string, string>();
  readonly #file: WriteStream | undefined;

  constructor(state: StateFolder) {
    this.#file = state.inMemory ? undefined : createWriteStream(join(state.path, "functions.log"), { flags: "a" });
  }

  get lines(): readonly string[] {
    return [...this.#lines, ...[...this.#partial.values()].filter((rest) => rest !== "")];
  }

  add(source: string, text: string): void {
    const pieces = ((this.#partial.get(source) ?? "") + text).split("\n");
    this.#partial.set(source, pieces.pop() ?? "");
    for (const line of pieces.filter((each) => each !== "")) {
      this.#lines.push(line);
      // A call that ends while the stack closes may still have something to say.
      if (this.#file?.writable) this.#file.write(`${source} ${line}\n`);
    }
    if (this.#lines.length > maxLines) this.#lines.splice(0, this.#lines.length - maxLines);
  }

  close(): Promise<void> {
    const file = this.#file;
    return file ? new Promise((resolve) => file.end(() => resolve())) : Promise.resolve();
  }
}
