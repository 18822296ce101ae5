import type { ObjectFacts, ObjectStore, StoredObject } from "../s3/objects.ts";
import { absolutePath, type Home, type Place } from "./home.ts";
import type { TransferUser } from "./identity.ts";
import type { S3Call } from "./session-policy.ts";

/** Why something is not done, in the numbers of the protocol. Source: draft-ietf-secsh-filexfer-02 §7. */
export const refusals = { missing: 2, denied: 3, failed: 4, unsupported: 8 } as const;

/** An answer of no. */
export class Refused extends Error {
  readonly status: number;

  constructor(why: keyof typeof refusals) {
    super(why);
    this.status = refusals[why];
  }
}

/** A file or a folder as a client sees it. */
export interface Listed {
  readonly name: string;
  readonly isFolder: boolean;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An object at a place that the user may use. */
export interface Location {
  readonly bucket: string;
  readonly key: string;
}

/** Source: AWS: "Creating object key names". */
const longestKey = 1024;
const folder = (name: string): Listed => ({ name, isFolder: true, size: 0, at: 0 });
const lastPart = (path: string): string => path.split("/").at(-1) ?? "";

/**
 * The buckets as one user sees them. A path goes through the home first, then each call through the session policy:
 * either alone keeps him to his own.
 */
export class UserFiles {
  readonly #objects: ObjectStore;
  readonly #user: TransferUser;
  readonly #home: Home;

  constructor(objects: ObjectStore, user: TransferUser) {
    this.#objects = objects;
    this.#user = user;
    this.#home = user.home.without(({ bucket, key }) => key !== "" && objects.list(bucket, `${key}/`, 1).length === 0);
  }

  /** @returns the path from the root, as REALPATH answers it */
  real(path: string): string {
    const whole = absolutePath(path, this.#home.landing);
    if (whole === undefined) throw new Refused("missing");
    return whole;
  }

  stat(path: string): Listed {
    const whole = this.real(path);
    const place = this.#place(whole);
    if (place.kind === "mapping") return folder(lastPart(whole));
    const { bucket, key, isRoot } = place;
    const [mayGet, mayList] = [this.#may("s3:GetObject", place), this.#mayList(bucket, key)];
    if (!mayGet && !mayList) throw new Refused("denied");
    if (isRoot) return folder(lastPart(whole));
    const object = mayGet ? this.#objects.list(bucket, key, 1).find((each) => each.key === key) : undefined;
    if (object) return { name: lastPart(whole), isFolder: false, size: object.size, at: object.at };
    if (mayList && this.#objects.list(bucket, `${key}/`, 1).length > 0) return folder(lastPart(whole));
    throw new Refused("missing");
  }

  list(path: string): Listed[] {
    const place = this.#place(this.real(path));
    if (place.kind === "mapping") {
      if (place.names.length === 0) throw new Refused("denied");
      return place.names.map(folder);
    }
    const { bucket, key, isRoot } = place;
    if (!this.#mayList(bucket, key)) throw new Refused("denied");
    const prefix = key === "" ? "" : `${key}/`;
    const found = this.#objects.list(bucket, prefix);
    if (found.length === 0 && !isRoot) throw new Refused("missing");
    return listedOf(found, prefix);
  }

  /** The object to read. */
  read(path: string): Location & { readonly object: StoredObject } {
    const { bucket, key } = this.#stored(path);
    this.#demand("s3:GetObject", { bucket, key });
    const object = this.#objects.get(bucket, key);
    if (!object) throw new Refused("missing");
    return { bucket, key, object };
  }

  /** Where an upload will lie; asked again when it is complete. @throws Refused when there is a folder of that name */
  target(path: string): Location {
    const place = this.#stored(path);
    const { bucket, key } = place;
    if (place.isRoot || this.#isFolder(place)) throw new Refused("failed");
    if (Buffer.byteLength(key) > longestKey) throw new Refused("failed");
    this.#demand("s3:PutObject", place);
    return { bucket, key };
  }

  has({ bucket, key }: Location): boolean {
    return this.#objects.list(bucket, key, 1).some((each) => each.key === key);
  }

  remove(path: string): Location {
    const place = this.#own(path);
    this.#demand("s3:DeleteObject", place);
    if (!this.has(place)) throw new Refused("missing");
    this.#objects.delete(place.bucket, place.key);
    return place;
  }

  makeFolder(path: string): Location {
    const place = this.#own(path);
    const marker = { bucket: place.bucket, key: `${place.key}/` };
    if (Buffer.byteLength(marker.key) > longestKey) throw new Refused("failed");
    this.#demand("s3:PutObject", marker);
    if (this.has(place) || this.#isFolder(place)) throw new Refused("failed");
    this.#objects.put(marker.bucket, marker.key, { body: new Uint8Array(), headers: {} });
    return marker;
  }

  removeFolder(path: string): Location {
    const place = this.#own(path);
    const marker = { bucket: place.bucket, key: `${place.key}/` };
    this.#demand("s3:DeleteObject", marker);
    const inside = this.#objects.list(marker.bucket, marker.key, 2);
    if (inside.length === 0) throw new Refused("missing");
    if (inside.some(({ key }) => key !== marker.key)) throw new Refused("failed");
    this.#objects.delete(marker.bucket, marker.key);
    return marker;
  }

  /** Files only, within one bucket, and nothing is written over: S3 has no folders to rename. */
  rename(path: string, newPath: string): { readonly from: Location; readonly to: Location } {
    const from = this.#own(path);
    this.#demand("s3:GetObject", from);
    this.#demand("s3:DeleteObject", from);
    if (!this.has(from)) throw new Refused(this.#isFolder(from) ? "unsupported" : "missing");
    const to = this.target(newPath);
    if (to.bucket !== from.bucket || this.has(to)) throw new Refused("failed");
    this.#objects.move(from.bucket, from.key, to.key);
    return { from, to };
  }

  #place(whole: string): Place {
    const place = this.#home.resolve(whole);
    if (place) return place;
    throw new Refused("missing");
  }

  #stored(path: string): Extract<Place, { kind: "stored" }> {
    const place = this.#place(this.real(path));
    if (place.kind === "mapping") throw new Refused("denied");
    return place;
  }

  /** What the mapping names is not the user's to change. */
  #own(path: string): Extract<Place, { kind: "stored" }> {
    const place = this.#stored(path);
    if (place.isRoot) throw new Refused("denied");
    return place;
  }

  #isFolder({ bucket, key }: Location): boolean {
    return this.#mayList(bucket, key) && this.#objects.list(bucket, `${key}/`, 1).length > 0;
  }

  #may(action: S3Call["action"], { bucket, key }: Location): boolean {
    return this.#user.allows({ action, bucket, key });
  }

  #mayList(bucket: string, key: string): boolean {
    return this.#may("s3:ListBucket", { bucket, key: key === "" ? "" : `${key}/` });
  }

  #demand(action: S3Call["action"], location: Location): void {
    if (!this.#may(action, location)) throw new Refused("denied");
  }
}

/** One level of keys: what has a further slash is a folder. */
function listedOf(found: readonly ObjectFacts[], prefix: string): Listed[] {
  const listed = new Map<string, Listed>();
  for (const { key, size, at } of found) {
    const [name = "", ...deeper] = key.slice(prefix.length).split("/");
    if (name === "") continue;
    const isFolder = deeper.length > 0;
    listed.set(isFolder ? `${name}/` : name, { name, isFolder, size: isFolder ? 0 : size, at });
  }
  return [...listed.values()];
}
