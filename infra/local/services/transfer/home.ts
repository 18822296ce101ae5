import { posix } from "node:path";
import { isObject, type Json } from "../../json.ts";

/** Where a path of the client leads: to a key of a bucket, or to a folder that only the mapping knows. */
export type Place =
  | {
      readonly kind: "stored";
      readonly bucket: string;
      /** Without a slash at either end; empty for the bucket itself. */
      readonly key: string;
      /** Whether the mapping names it: it is there without an object, and stays. */
      readonly isRoot: boolean;
    }
  | { readonly kind: "mapping"; readonly names: readonly string[] };

/** How a user sees S3. */
export interface Home {
  /** Where relative paths begin. */
  readonly landing: string;
  /** @param path absolute and normal @returns undefined where nothing is or could be */
  resolve(path: string): Place | undefined;
  /** The home of a session that begins: what is mapped to nothing is left out of it. Source: AWS: HomeDirectoryMapEntry. */
  without(isNothing: (target: { readonly bucket: string; readonly key: string }) => boolean): Home;
}

interface Entry {
  readonly entry: string;
  readonly bucket: string;
  readonly key: string;
}

/** Longer than any key of S3, with room for dots. */
const longestPath = 4096;

/** @returns the path from the root without `.`, `..`, empty parts and a slash at the end, or undefined for one that is none */
export function absolutePath(path: string, landing: string): string | undefined {
  if (path.includes("\0") || Buffer.byteLength(path) > longestPath) return undefined;
  const whole = posix.normalize(`/${path.startsWith("/") ? "" : landing}/${path}`);
  return whole === "/" ? whole : whole.replace(/\/$/, "");
}

function storedAt(target: string): Pick<Entry, "bucket" | "key"> {
  const [bucket = "", ...rest] = target.split("/").filter((part) => part !== "");
  return { bucket, key: rest.join("/") };
}

const join = (base: string, rest: string): string => [base, rest].filter((part) => part !== "").join("/");
const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");

/** A home of the type PATH: the client sees buckets and keys as they are. */
export function pathHome(directory: string): Home {
  const home: Home = {
    without: () => home,
    landing: absolutePath(directory, "/") ?? "/",
    resolve(path) {
      const { bucket, key } = storedAt(path);
      return bucket ? { kind: "stored", bucket, key, isRoot: key === "" } : { kind: "mapping", names: [] };
    },
  };
  return home;
}

/** A home of the type LOGICAL: the client sees what is mapped, and nothing above it. */
export function logicalHome(entries: readonly Entry[]): Home {
  const longestFirst = entries.toSorted((one, other) => other.entry.length - one.entry.length);
  return {
    without: (isNothing) => logicalHome(entries.filter((entry) => !isNothing(entry))),
    landing: "/",
    resolve(path) {
      const below = path === "/" ? "/" : `${path}/`;
      const own = longestFirst.find(({ entry }) => below.startsWith(entry === "/" ? "/" : `${entry}/`));
      if (own) {
        const rest = partsOf(path).slice(partsOf(own.entry).length).join("/");
        return { kind: "stored", bucket: own.bucket, key: join(own.key, rest), isRoot: rest === "" };
      }
      const names = entries
        .filter(({ entry }) => entry.startsWith(below))
        .map(({ entry }) => partsOf(entry.slice(below.length))[0] ?? "");
      return names.length > 0 ? { kind: "mapping", names: [...new Set(names)] } : undefined;
    },
  };
}

/** @throws Error for a mapping that is none */
export function entryOf(value: Json): Entry {
  const { Entry: entry, Target: target, Type: type } = isObject(value) ? value : {};
  if (typeof entry !== "string" || typeof target !== "string" || (type !== undefined && type !== "DIRECTORY"))
    throw new Error("an entry of HomeDirectoryDetails is not understood");
  const [path, stored] = [absolutePath(entry, "/"), storedAt(target)];
  if (!path || !entry.startsWith("/") || !target.startsWith("/") || !stored.bucket || target.includes("$"))
    throw new Error("an entry of HomeDirectoryDetails leads nowhere");
  return { entry: path, ...stored };
}
