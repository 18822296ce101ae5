import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { KnownFault } from "../../known-fault.ts";
import type { ObjectStore } from "./objects.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** One copy of an asset's folder into a bucket. */
export interface Copy {
  readonly folder: string;
  readonly bucket: string;
  readonly prefix: string;
  /** What stands for values known only now, and the values. */
  readonly markers: Readonly<Record<string, string>>;
  /** Headers for every object, over those guessed from the file's name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether a file is taken, by its path. */
  readonly taken: (path: string) => boolean;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function replaced(body: Buffer, markers: Readonly<Record<string, string>>): Buffer {
  const names = Object.keys(markers).filter((name) => body.includes(name));
  if (names.length === 0) return body;
  return Buffer.from(names.reduce((text, name) => text.replaceAll(name, markers[name] ?? ""), body.toString("utf8")));
}

/** Copies the files and answers their keys. @throws KnownFault when the asset is no folder */
export function copyIntoBucket(objects: ObjectStore, copy: Copy): string[] {
  if (!statSync(copy.folder).isDirectory()) throw new KnownFault(`the asset ${copy.folder} is no folder`);
  return filesOf(copy.folder)
    .filter((file) => copy.taken(relative(copy.folder, file)))
    .map((file) => {
      const key = copy.prefix + relative(copy.folder, file);
      const type = types[extname(file)] ?? "binary/octet-stream";
      const headers = { "content-type": type, ...copy.headers };
      objects.put(copy.bucket, key, { body: replaced(readFileSync(file), copy.markers), headers });
      return key;
    });
}
