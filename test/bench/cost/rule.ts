import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Index, Item, Table } from "./dynamo.ts";

/**
 * Capacity by the published rule, from sizes of rows: DynamoDB Local counts index writes of a transaction twice and an empty
 * query as nothing (PERFORMANCE, section 0 item 7), so its own figures are an upper or lower bound.
 * Source: AWS: read/write capacity mode, item sizes and formats, global secondary indexes.
 */

/** Bytes of a row: names and values in UTF-8; a list or map 3, and 1 more for each element. */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

/** A number takes one byte for two significant digits, one more, and one for its sign. */
function numberSize(text: string): number {
  const digits = text
    .replace(/e.*$/i, "")
    .replace(/[-.]/g, "")
    .replace(/^0+|0+$/g, "");
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith("-") ? 1 : 0);
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.SS) return sum(value.SS.map((text) => Buffer.byteLength(text)));
  if (value.L) return 3 + sum(value.L.map((each) => 1 + valueSize(each)));
  if (value.M) return 3 + sum(Object.values(value.M).map(() => 1)) + itemSize(value.M);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  throw new Error(`no rule here for a value of ${Object.keys(value).join()}`);
}

const units = (bytes: number, unitBytes: number): number => Math.max(1, Math.ceil(bytes / unitBytes));

/** Units of reading so many bytes at once: 4 KB a unit, half of it when eventually consistent. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return units(bytes, 4096) * (isConsistent ? 1 : 0.5);
}

/** A row before and after a write; either may be absent. */
export interface Written {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Units of a write: 1 KB a unit of the larger image, twice in a transaction, and what its index entries take. */
export function writeUnits(table: Table, { before, after }: Written, isTransaction: boolean): number {
  const bytes = Math.max(itemSize(before ?? {}), itemSize(after ?? {}));
  const ofIndexes = sum(table.indexes.map((index) => indexUnits(index, { before, after })));
  return units(bytes, 1024) * (isTransaction ? 2 : 1) + ofIndexes;
}

/** One entry new or gone: its size. Its key changed: both. Something projected changed: the larger. Nothing: nothing. */
function indexUnits(index: Index, { before, after }: Written): number {
  const [old, fresh] = [entryOf(index, before), entryOf(index, after)];
  const cost = (entry: Item | undefined) => (entry ? units(itemSize(entry), 1024) : 0);
  if (!old || !fresh) return cost(old) + cost(fresh);
  if (index.keys.some((key) => !isSame(old[key], fresh[key]))) return cost(old) + cost(fresh);
  return isSame(old, fresh) ? 0 : Math.max(cost(old), cost(fresh));
}

/** The entry of a row, when the row has every attribute of the index's key. */
function entryOf({ keys, attributes }: Index, item: Item | undefined): Item | undefined {
  if (!item || keys.some((key) => item[key] === undefined)) return undefined;
  return Object.fromEntries(Object.entries(item).filter(([name]) => attributes?.has(name) ?? true));
}

const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** JSON with names in order: two replies may list attributes differently. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
