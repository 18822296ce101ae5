import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";

/** How far ahead of what is there without a gap a client may write. */
const aheadBytes = 16 * 1024 * 1024;
const mostPieces = 2048;
/** What waits for the disk; a client that waits for answers has less under way. */
const waitingBytes = 8 * 1024 * 1024;

/** Which bytes of a file have come: clients send several writes at a time, and these may arrive in any order. */
export class Received {
  /** Bytes from the beginning without a gap. */
  end = 0;
  readonly #later = new Map<number, number>();

  get isWhole(): boolean {
    return this.#later.size === 0;
  }

  accepts(offset: number): boolean {
    return offset <= this.end + aheadBytes && this.#later.size < mostPieces;
  }

  add(offset: number, length: number): void {
    if (offset > this.end) {
      this.#later.set(offset, Math.max(this.#later.get(offset) ?? 0, offset + length));
      return;
    }
    this.end = Math.max(this.end, offset + length);
    for (let next = this.#reached(); next !== undefined; next = this.#reached()) {
      this.end = Math.max(this.end, this.#later.get(next) ?? 0);
      this.#later.delete(next);
    }
  }

  #reached(): number | undefined {
    return [...this.#later.keys()].find((start) => start <= this.end);
  }
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash("md5");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** A file on its way in: it lies apart, where no listing shows it, until it was closed as a whole. */
export class Upload {
  readonly file: string;
  readonly #handle: FileHandle;
  readonly #received = new Received();
  #work: Promise<void> = Promise.resolve();
  #isOver = false;
  #waiting = 0;

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.#handle = handle;
  }

  static async begin(file: string): Promise<Upload> {
    return new Upload(file, await open(file, "wx"));
  }

  get bytes(): number {
    return this.#received.end;
  }

  /** One after the other. @throws Error far ahead of the rest, or for a client that does not wait for the disk */
  write(offset: number, data: Buffer): Promise<void> {
    this.#waiting += data.length;
    if (this.#waiting > waitingBytes) this.#isOver = true;
    const write = this.#work.then(() => this.#write(offset, data));
    this.#work = write.catch(() => {
      this.#isOver = true;
    });
    return write;
  }

  async #write(offset: number, data: Buffer): Promise<void> {
    if (this.#isOver || !this.#received.accepts(offset)) throw new Error("this cannot be written there");
    await this.#handle.write(data, 0, data.length, offset);
    this.#received.add(offset, data.length);
    this.#waiting -= data.length;
  }

  /** @returns the entity tag, or undefined when something is missing: the file is gone then */
  async finish(): Promise<string | undefined> {
    await this.#work;
    const isWhole = !this.#isOver && this.#received.isWhole;
    this.#isOver = true;
    await this.#handle.close();
    if (isWhole) return md5Of(this.file);
    await rm(this.file, { force: true });
    return undefined;
  }

  /** Forgets all of it. */
  async abandon(): Promise<void> {
    this.#isOver = true;
    await this.#work;
    await this.#handle.close();
    await rm(this.file, { force: true });
  }
}
