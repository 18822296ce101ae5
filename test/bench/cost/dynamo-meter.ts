import { type Body, callDynamo, describeTable, type Item, type Table } from "./dynamo.ts";
import { itemSize, readUnits, writeUnits } from "./rule.ts";

/** What one request to DynamoDB cost, by its own report and by the published rule. */
export interface Capacity {
  readonly reportedRead: number;
  readonly reportedWrite: number;
  readonly ruleRead: number;
  readonly ruleWrite: number;
}

interface Row {
  readonly table: string;
  readonly key: Item;
}

/** Measures requests to DynamoDB Local on their way: asks for their capacity, and looks at rows before and after a write. */
export class DynamoMeter {
  readonly #url: string;
  readonly #tables = new Map<string, Promise<Table>>();

  constructor(url: string) {
    this.#url = url;
  }

  /** The request as it is sent on, and what reads its cost from the reply. */
  async begin(operation: string, body: Body): Promise<{ body: Body; end: (reply: Body) => Promise<Capacity> }> {
    const isTransaction = operation === "TransactWriteItems";
    const written = await this.#written(operation, body);
    const before = await this.#images(written);
    const end = async (reply: Body): Promise<Capacity> => {
      const reported = reportedUnits(reply);
      if (!isWrite(operation)) {
        const read = readRule(operation, body, reply) ?? reported;
        return { reportedRead: reported, reportedWrite: 0, ruleRead: read, ruleWrite: 0 };
      }
      const after = await this.#images(written);
      const costs = await Promise.all(
        written.map(async ({ table }, i) =>
          writeUnits(await this.#table(table), { before: before[i], after: after[i] }, isTransaction),
        ),
      );
      const ruleWrite = costs.reduce((sum, cost) => sum + cost, 0);
      return { reportedRead: 0, reportedWrite: reported, ruleRead: 0, ruleWrite };
    };
    return { body: { ...body, ReturnConsumedCapacity: "INDEXES" }, end };
  }

  #table(name: string): Promise<Table> {
    const known = this.#tables.get(name) ?? describeTable(this.#url, name);
    this.#tables.set(name, known);
    return known;
  }

  /** Which rows a request writes. */
  async #written(operation: string, body: Body): Promise<Row[]> {
    if (!isWrite(operation)) return [];
    const parts = (body["TransactItems"] as Record<string, Body>[] | undefined)?.flatMap(Object.values) ?? [body];
    return Promise.all(
      parts.map(async (part: Body) => {
        const table = String(part["TableName"]);
        const { keys } = await this.#table(table);
        const source = (part["Key"] ?? part["Item"]) as Item;
        return { table, key: Object.fromEntries(Object.entries(source).filter(([name]) => keys.includes(name))) };
      }),
    );
  }

  #images(rows: readonly Row[]): Promise<(Item | undefined)[]> {
    return Promise.all(
      rows.map(async ({ table, key }) => {
        const input = { TableName: table, Key: key, ConsistentRead: true };
        return (await callDynamo<{ Item?: Item }>(this.#url, "GetItem", input)).Item;
      }),
    );
  }
}

const writes = new Set(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"]);
const isWrite = (operation: string): boolean => writes.has(operation);

function reportedUnits(reply: Body): number {
  const all = [reply["ConsumedCapacity"] ?? []].flat() as { CapacityUnits?: number }[];
  return all.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

const total = (items: readonly Item[]): number => items.reduce((sum, item) => sum + itemSize(item), 0);

/** Units by the rule. @returns undefined where the reply does not show all that was read: a filter took some away */
function readRule(operation: string, body: Body, reply: Body): number | undefined {
  if (operation === "GetItem")
    return readUnits(itemSize((reply["Item"] as Item | undefined) ?? {}), body["ConsistentRead"] === true);
  if (operation === "Query" && !body["FilterExpression"])
    return readUnits(total((reply["Items"] as Item[] | undefined) ?? []), body["ConsistentRead"] === true);
  return operation === "BatchGetItem" ? batchRule(body, reply) : undefined;
}

/** Each row of a batch is a read of its own; a row that is not there costs the least. */
function batchRule(body: Body, reply: Body): number {
  const asked = body["RequestItems"] as Record<string, { Keys: Item[]; ConsistentRead?: boolean }>;
  const found = (reply["Responses"] ?? {}) as Record<string, Item[]>;
  return Object.entries(asked).reduce((sum, [table, { Keys, ConsistentRead }]) => {
    const sizes = (found[table] ?? []).map(itemSize);
    const absent = Array.from({ length: Keys.length - sizes.length }, () => 0);
    return sum + [...sizes, ...absent].reduce((all, size) => all + readUnits(size, ConsistentRead === true), 0);
  }, 0);
}
