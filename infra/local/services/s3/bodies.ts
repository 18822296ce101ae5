import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StateFolder } from "../../state/database.ts";

/** Large bodies of objects: a file each, beside the database that names them. */
export class Bodies {
  readonly #state: StateFolder;
  #folder: string | undefined;

  constructor(state: StateFolder) {
    this.#state = state;
  }

  /** The path of a file that does not exist yet; until an object names it, the next start removes it. */
  newFile(): string {
    return join(this.#have(), randomUUID());
  }

  read(file: string): Buffer {
    return readFileSync(join(this.#have(), file));
  }

  pathOf(file: string): string {
    return join(this.#have(), file);
  }

  remove(file: string): void {
    rmSync(join(this.#have(), file), { force: true });
  }

  /** Removes what no object names: uploads that a killed process left. */
  keepOnly(named: ReadonlySet<string>): void {
    for (const file of readdirSync(this.#have())) if (!named.has(file)) this.remove(file);
  }

  close(): void {
    if (this.#state.inMemory && this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }

  #have(): string {
    if (this.#folder) return this.#folder;
    if (this.#state.inMemory) this.#folder = mkdtempSync(join(tmpdir(), "local-objects-"));
    else {
      this.#folder = join(this.#state.path, "objects");
      mkdirSync(this.#folder, { recursive: true });
    }
    return this.#folder;
  }
}
