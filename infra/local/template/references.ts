import { isObject, type Json } from "../json.ts";

function fromSub(argument: Json): string[] {
  const pattern = Array.isArray(argument) ? argument[0] : argument;
  const names = typeof pattern === "string" ? [...pattern.matchAll(/\$\{([^!}]+)\}/g)] : [];
  return names.map((match) => (match[1] ?? "").trim().split(".")[0] ?? "");
}

function fromGetAtt(argument: Json): string[] {
  const first = Array.isArray(argument) ? argument[0] : String(argument).split(".")[0];
  return typeof first === "string" ? [first] : [];
}

/** The names a template value refers to: logical ids, parameters and pseudo parameters alike, with repetitions. */
export function referencesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "Ref" && typeof inner === "string") return [inner];
    if (key === "Fn::GetAtt") return fromGetAtt(inner);
    if (key === "Fn::Sub") return [...fromSub(inner), ...referencesIn(inner)];
    return referencesIn(inner);
  });
}
