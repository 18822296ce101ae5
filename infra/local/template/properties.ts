import { isObject, type Json, type JsonObject } from "../json.ts";
import { KnownFault } from "../known-fault.ts";

/** The resolved properties of one resource. Reading one of the wrong shape names the resource and the property. */
export class Properties {
  readonly #owner: string;
  readonly values: JsonObject;

  constructor(owner: string, values: JsonObject) {
    this.#owner = owner;
    this.values = values;
  }

  #wrong(key: string, wanted: string): KnownFault {
    return new KnownFault(`${this.#owner}: ${key} should be ${wanted}, but is ${JSON.stringify(this.values[key])}`);
  }

  has(key: string): boolean {
    return this.values[key] !== undefined;
  }

  string(key: string): string {
    const value = this.optionalString(key);
    if (value === undefined) throw this.#wrong(key, "a string");
    return value;
  }

  optionalString(key: string): string | undefined {
    const value = this.values[key];
    if (value === undefined || typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw this.#wrong(key, "a string");
  }

  /** CloudFormation also writes numbers as strings. */
  number(key: string, otherwise: number): number {
    const value = this.values[key];
    if (value === undefined) return otherwise;
    if ((typeof value === "number" || typeof value === "string") && Number.isFinite(Number(value)))
      return Number(value);
    throw this.#wrong(key, "a number");
  }

  /** CloudFormation also writes booleans as strings. */
  flag(key: string): boolean {
    const value = this.values[key];
    return value === true || value === "true";
  }

  list(key: string): Json[] {
    const value = this.values[key] ?? [];
    if (!Array.isArray(value)) throw this.#wrong(key, "a list");
    return value;
  }

  strings(key: string): string[] {
    return this.list(key).map((each) => {
      if (typeof each !== "string") throw this.#wrong(key, "a list of strings");
      return each;
    });
  }

  objects(key: string): Properties[] {
    return this.list(key).map((each, at) => {
      if (!isObject(each)) throw this.#wrong(key, "a list of objects");
      return new Properties(`${this.#owner}.${key}[${at}]`, each);
    });
  }

  object(key: string): Properties {
    return this.optionalObject(key) ?? new Properties(`${this.#owner}.${key}`, {});
  }

  optionalObject(key: string): Properties | undefined {
    const value = this.values[key];
    if (value === undefined) return undefined;
    if (!isObject(value)) throw this.#wrong(key, "an object");
    return new Properties(`${this.#owner}.${key}`, value);
  }

  /** For something the local target cannot do: better no start than a difference nobody sees. */
  refuse(key: string, why: string): void {
    if (this.has(key)) throw new KnownFault(`${this.#owner}: ${key} ${why}`);
  }
}
