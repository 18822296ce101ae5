import { type FileHandle, open } from "node:fs/promises";
import type { StoredObject } from "../s3/objects.ts";
import { type Listed, type Location, Refused } from "./files.ts";
import type { Upload } from "./upload.ts";

/** What a client has open. */
export type Open =
  | { readonly kind: "folder"; readonly listed: Listed[] }
  | { readonly kind: "download"; readonly at: Location; readonly startedAt: Date; readonly source: Source }
  | {
      readonly kind: "upload";
      readonly at: Location;
      readonly startedAt: Date;
      readonly path: string;
      readonly upload: Upload;
    };

/** A body to read from, as it was when it was opened. */
export class Source {
  readonly size: number;
  readonly storedAt: number;
  bytesOut = 0;
  readonly #body: Uint8Array | FileHandle;

  private constructor(object: StoredObject, body: Uint8Array | FileHandle) {
    this.size = object.size;
    this.storedAt = object.at;
    this.#body = body;
  }

  static async of(object: StoredObject): Promise<Source> {
    return new Source(object, object.file ? await open(object.file, "r") : object.body);
  }

  /** @returns nothing at the end */
  async read(offset: number, length: number): Promise<Buffer> {
    const piece = await this.#piece(offset, Math.min(length, Math.max(0, this.size - offset)));
    this.bytesOut += piece.length;
    return piece;
  }

  async close(): Promise<void> {
    if (!(this.#body instanceof Uint8Array)) await this.#body.close();
  }

  async #piece(offset: number, length: number): Promise<Buffer> {
    if (this.#body instanceof Uint8Array) return Buffer.from(this.#body.subarray(offset, offset + length));
    const buffer = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#body.read(buffer, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  }
}

/** Open ones of a session: more would hold files of this machine. */
const most = 64;

/** The handles of one session, by the numbers it was given. */
export class Handles {
  readonly #open = new Map<number, Open>();
  #next = 0;

  /** @throws Refused when too many are open */
  add(item: Open): Buffer {
    if (this.#open.size >= most) throw new Refused("failed");
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(this.#next);
    this.#open.set(this.#next, item);
    this.#next += 1;
    return handle;
  }

  /** @throws Refused when there is none of that kind */
  get<K extends Open["kind"]>(handle: Buffer, kind: K): Extract<Open, { kind: K }> {
    const item = handle.length === 4 ? this.#open.get(handle.readUInt32BE()) : undefined;
    if (item?.kind !== kind) throw new Refused("failed");
    return item as Extract<Open, { kind: K }>;
  }

  /** The item, which is no longer open. @throws Refused when there is none */
  take(handle: Buffer): Open {
    const item = handle.length === 4 ? this.#open.get(handle.readUInt32BE()) : undefined;
    if (!item) throw new Refused("failed");
    this.#open.delete(handle.readUInt32BE());
    return item;
  }

  /** All that is open, of which nothing is left. */
  takeAll(): Open[] {
    const all = [...this.#open.values()];
    this.#open.clear();
    return all;
  }
}
