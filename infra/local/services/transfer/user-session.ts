import type { ObjectStore } from "../s3/objects.ts";
import { pathOf, type Session } from "./activity.ts";
import { type Listed, type Location, Refused, UserFiles } from "./files.ts";
import { Handles, type Open, Source } from "./handles.ts";
import type { TransferUser } from "./identity.ts";
import { Upload } from "./upload.ts";

/** How a file is opened. Source: draft-ietf-secsh-filexfer-02 §6.3. */
export interface Wish {
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
  readonly truncate: boolean;
  readonly exclusive: boolean;
}

/** What a user does in one session: each deed is told to the log and the event bus as the service tells it. */
export class UserSession {
  readonly files: UserFiles;
  readonly #objects: ObjectStore;
  readonly #telling: Session;
  readonly #handles = new Handles();

  constructor(objects: ObjectStore, user: TransferUser, telling: Session) {
    this.files = new UserFiles(objects, user);
    this.#objects = objects;
    this.#telling = telling;
  }

  /** A file to read or to write, never both: S3 changes no object in place. */
  open(path: string, wish: Wish): Promise<Buffer> {
    if (wish.append || wish.read === wish.write) throw new Refused("unsupported");
    return wish.write ? this.#beginUpload(path, wish) : this.#beginDownload(path);
  }

  openFolder(path: string): Buffer {
    return this.#handles.add({ kind: "folder", listed: this.files.list(path) });
  }

  /** The next names of an open folder; none at its end. */
  names(handle: Buffer): readonly Listed[] {
    return this.#handles.get(handle, "folder").listed.splice(0, 100);
  }

  read(handle: Buffer, offset: number, length: number): Promise<Buffer> {
    return this.#handles.get(handle, "download").source.read(offset, length);
  }

  write(handle: Buffer, offset: number, data: Buffer): Promise<void> {
    return this.#handles.get(handle, "upload").upload.write(offset, data);
  }

  /** What FSTAT answers. */
  stat(handle: Buffer): Listed {
    try {
      const { upload } = this.#handles.get(handle, "upload");
      return { name: "", isFolder: false, size: upload.bytes, at: Date.now() };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { source } = this.#handles.get(handle, "download");
      return { name: "", isFolder: false, size: source.size, at: source.storedAt };
    }
  }

  /** @throws Refused for an upload with a gap, or one that is no longer allowed */
  async close(handle: Buffer): Promise<void> {
    const item = this.#handles.take(handle);
    if (item.kind === "upload") return this.#finishUpload(item);
    if (item.kind === "download") await this.#finishDownload(item);
  }

  remove(path: string): void {
    const at = this.files.remove(path);
    this.#telling.line("DELETE", { path: pathOf(at) });
    this.#tell("File Delete", { "file-path": pathOf(at) });
  }

  makeFolder(path: string): void {
    const at = this.files.makeFolder(path);
    this.#telling.line("MKDIR", { path: pathOf(at) });
    this.#tell("Directory Create", { "directory-path": pathOf(at) });
  }

  removeFolder(path: string): void {
    const at = this.files.removeFolder(path);
    this.#telling.line("RMDIR", { path: pathOf(at) });
    this.#tell("Directory Delete", { "directory-path": pathOf(at) });
  }

  rename(path: string, newPath: string): void {
    const { from, to } = this.files.rename(path, newPath);
    this.#telling.line("RENAME", { path: pathOf(from), "new-path": pathOf(to) });
    this.#tell("File Rename", { "original-file-path": pathOf(from), "renamed-file-path": pathOf(to) });
  }

  /** The connection is gone: what was not closed as a whole never was there. */
  async end(): Promise<void> {
    for (const item of this.#handles.takeAll()) {
      if (item.kind === "upload") await this.#dropUpload(item);
      if (item.kind === "download") await this.#finishDownload(item);
    }
    this.#telling.line("DISCONNECTED");
  }

  async #beginUpload(path: string, { exclusive, truncate }: Wish): Promise<Buffer> {
    const at = this.files.target(path);
    if (this.files.has(at)) {
      if (exclusive) throw new Refused("failed");
      if (!truncate) throw new Refused("unsupported");
    }
    const upload = await Upload.begin(this.#objects.newFile());
    return this.#opened(at, { kind: "upload", at, path, upload, startedAt: new Date() }, "CREATE|TRUNCATE|WRITE");
  }

  async #beginDownload(path: string): Promise<Buffer> {
    const { object, bucket, key } = this.files.read(path);
    const at: Location = { bucket, key };
    const source = await Source.of(object);
    return this.#opened(at, { kind: "download", at, source, startedAt: new Date() }, "READ");
  }

  async #opened(at: Location, item: Open, mode: string): Promise<Buffer> {
    try {
      const handle = this.#handles.add(item);
      this.#telling.line("OPEN", { mode, path: pathOf(at) });
      return handle;
    } catch (error) {
      if (item.kind === "upload") await item.upload.abandon();
      if (item.kind === "download") await item.source.close();
      throw error;
    }
  }

  async #finishUpload({ at, path, upload, startedAt }: Extract<Open, { kind: "upload" }>): Promise<void> {
    const hash = await upload.finish();
    if (!hash) {
      this.#tellPartial(at, startedAt, upload.bytes);
      throw new Refused("failed");
    }
    try {
      this.files.target(path);
    } catch (error) {
      await upload.abandon();
      throw error;
    }
    this.#objects.adopt(at.bucket, at.key, { file: upload.file, etag: `"${hash}"`, headers: {} });
    this.#telling.line("CLOSE", { path: pathOf(at), "bytes-in": String(upload.bytes) });
    const detail = { bytes: upload.bytes, etag: hash, "file-path": pathOf(at) };
    this.#telling.tell({ what: "File Upload", startedAt, detail });
  }

  async #dropUpload({ at, upload, startedAt }: Extract<Open, { kind: "upload" }>): Promise<void> {
    await upload.abandon();
    this.#tellPartial(at, startedAt, upload.bytes);
  }

  #tellPartial(at: Location, startedAt: Date, bytes: number): void {
    this.#telling.line("PARTIAL_CLOSE", { path: pathOf(at), "bytes-in": String(bytes) });
    const detail = {
      "failure-code": "PARTIAL_UPLOAD",
      "failure-message": "File was partially uploaded.",
      bytes,
      "file-path": pathOf(at),
    };
    this.#telling.tell({ what: "File Upload", startedAt, isDone: false, detail });
  }

  async #finishDownload({ at, source, startedAt }: Extract<Open, { kind: "download" }>): Promise<void> {
    await source.close();
    this.#telling.line("CLOSE", { path: pathOf(at), "bytes-out": String(source.bytesOut) });
    const detail = { bytes: source.bytesOut, "file-path": pathOf(at) };
    this.#telling.tell({ what: "File Download", startedAt, detail });
  }

  #tell(
    what: "File Delete" | "File Rename" | "Directory Create" | "Directory Delete",
    detail: Record<string, string>,
  ): void {
    this.#telling.tell({ what, startedAt: new Date(), detail });
  }
}
