import { isObject, type Json, type JsonObject } from "../../json.ts";
import { KnownFault } from "../../known-fault.ts";

type Test = (value: Json | undefined) => boolean;

const startsWith = (value: Json | undefined, prefix: Json) =>
  typeof value === "string" && value.startsWith(String(prefix));

function numeric(comparisons: Json): Test {
  const list = Array.isArray(comparisons) ? comparisons : [];
  const compare: Record<string, (left: number, right: number) => boolean> = {
    "=": (left, right) => left === right,
    "<": (left, right) => left < right,
    "<=": (left, right) => left <= right,
    ">": (left, right) => left > right,
    ">=": (left, right) => left >= right,
  };
  return (value) =>
    typeof value === "number" &&
    list.every((sign, at) => at % 2 === 1 || compare[String(sign)]?.(value, Number(list[at + 1])) === true);
}

const comparators: Readonly<Record<string, (wanted: Json) => Test>> = {
  prefix: (wanted) => (value) => startsWith(value, wanted),
  suffix: (wanted) => (value) => typeof value === "string" && value.endsWith(String(wanted)),
  exists: (wanted) => (value) => (value !== undefined) === wanted,
  numeric,
  "equals-ignore-case": (wanted) => (value) =>
    typeof value === "string" && value.toLowerCase() === String(wanted).toLowerCase(),
  "anything-but": (wanted) => (value) => {
    if (value === undefined) return false;
    if (isObject(wanted)) return !startsWith(value, wanted["prefix"] ?? "");
    return ![wanted].flat().includes(value as never);
  },
};

function alternative(wanted: Json): Test {
  if (!isObject(wanted)) return (value) => value === wanted;
  const [name = "", argument = null] = Object.entries(wanted)[0] ?? [];
  const comparator = comparators[name];
  if (!comparator) throw new KnownFault(`the local event filter does not know ${name}`);
  return comparator(argument);
}

function group(pattern: JsonObject): Test {
  const tests = Object.entries(pattern).map(([key, wanted]): Test => {
    if (key === "$or" && Array.isArray(wanted)) {
      const either = wanted.map((each) => group(isObject(each) ? each : {}));
      return (value) => either.some((test) => test(value));
    }
    const inner = Array.isArray(wanted) ? wanted.map(alternative) : [group(isObject(wanted) ? wanted : {})];
    // Of a list in the event any one element may fit.
    return (value) => {
      const own = isObject(value) ? value[key] : undefined;
      const each = Array.isArray(own) && own.length > 0 ? own : [own];
      return each.some((one) => inner.some((test) => test(one)));
    };
  });
  return (value) => tests.every((test) => test(value));
}

/**
 * Whether a record passes the FilterCriteria of an event source mapping: one of its patterns fits, or there are none.
 * @param patterns as JSON texts
 * @throws KnownFault at once, naming a comparison it does not know
 */
export function recordFilter(patterns: readonly string[]): (record: JsonObject) => boolean {
  const tests = patterns.map((text) => {
    const pattern: Json = JSON.parse(text);
    return group(isObject(pattern) ? pattern : {});
  });
  return (record) => tests.length === 0 || tests.some((test) => test(record));
}
