import { isObject, type Json, type JsonObject } from "../json.ts";
import { KnownFault } from "../known-fault.ts";
import type { Scope } from "./scope.ts";

type Intrinsic = (argument: Json, scope: Scope) => Json | undefined;

function strings(name: string, value: Json | undefined): string[] {
  if (!Array.isArray(value)) throw new KnownFault(`${name} wants a list, but has ${JSON.stringify(value)}`);
  return value.map((each) => text(name, each));
}

function text(name: string, value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new KnownFault(`${name} wants a string, but has ${JSON.stringify(value)}`);
}

function pair(name: string, argument: Json): [Json, Json] {
  if (!Array.isArray(argument) || argument[0] === undefined || argument[1] === undefined) {
    throw new KnownFault(`${name} wants a list of two, but has ${JSON.stringify(argument)}`);
  }
  return [argument[0], argument[1]];
}

function attribute(argument: Json, scope: Scope): Json {
  const path = typeof argument === "string" ? argument.split(".") : strings("Fn::GetAtt", evaluate(argument, scope));
  const [logicalId = "", ...rest] = path;
  return scope.attribute(logicalId, rest.join("."));
}

function substitute(argument: Json, scope: Scope): string {
  const [pattern, own]: [Json, Json] = typeof argument === "string" ? [argument, {}] : pair("Fn::Sub", argument);
  return text("Fn::Sub", pattern).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, inner: string) => {
    const name = inner.trim();
    if (literal) return `\${${name}}`;
    if (isObject(own) && own[name] !== undefined) return text("Fn::Sub", evaluate(own[name], scope));
    return text("Fn::Sub", name.includes(".") ? attribute(name, scope) : scope.ref(name));
  });
}

function select(argument: Json, scope: Scope): Json {
  const [index, list] = pair("Fn::Select", argument);
  const values = evaluate(list, scope);
  const at = Number(evaluate(index, scope));
  const chosen = Array.isArray(values) ? values[at] : undefined;
  if (chosen === undefined) throw new KnownFault(`Fn::Select has no element ${at} in ${JSON.stringify(values)}`);
  return chosen;
}

function either(argument: Json, scope: Scope): Json | undefined {
  const [condition, yes, no] = Array.isArray(argument) ? argument : [];
  if (typeof condition !== "string" || yes === undefined || no === undefined) {
    throw new KnownFault(`Fn::If wants a condition and two values, but has ${JSON.stringify(argument)}`);
  }
  return evaluate(scope.condition(condition) ? yes : no, scope);
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text("Ref", name)),
  "Fn::GetAtt": attribute,
  "Fn::Sub": substitute,
  "Fn::Select": select,
  "Fn::If": either,
  "Fn::Join": (argument, scope) => {
    const [delimiter, list] = pair("Fn::Join", argument);
    return strings("Fn::Join", evaluate(list, scope)).join(text("Fn::Join", delimiter));
  },
  "Fn::Split": (argument, scope) => {
    const [delimiter, source] = pair("Fn::Split", argument);
    return text("Fn::Split", evaluate(source, scope)).split(text("Fn::Split", delimiter));
  },
  "Fn::ImportValue": (name, scope) => scope.imported(text("Fn::ImportValue", evaluate(name, scope))),
  "Fn::FindInMap": (argument, scope) => {
    const [map = "", top = "", second = ""] = strings("Fn::FindInMap", evaluate(argument, scope));
    return scope.mapping(map, top, second);
  },
  "Fn::Base64": (source, scope) => Buffer.from(text("Fn::Base64", evaluate(source, scope))).toString("base64"),
  ...Object.fromEntries(
    ["Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not"].map((name): [string, Intrinsic] => [
      name,
      (argument, scope) => holds({ [name]: argument }, scope),
    ]),
  ),
};

/** Whether a condition of a template is true. @throws KnownFault naming a function that is no condition */
export function holds(condition: Json, scope: Scope): boolean {
  const [name, argument] = isObject(condition) ? (Object.entries(condition)[0] ?? []) : [];
  if (name === "Condition" && typeof argument === "string") return scope.condition(argument);
  const operands = Array.isArray(argument) ? argument : [];
  switch (name) {
    case "Fn::Equals":
      return new Set(operands.map((each) => JSON.stringify(evaluate(each, scope)))).size === 1;
    case "Fn::And":
      return operands.every((each) => holds(each, scope));
    case "Fn::Or":
      return operands.some((each) => holds(each, scope));
    case "Fn::Not":
      return !operands.some((each) => holds(each, scope));
    default:
      throw new KnownFault(`the local target does not know the condition ${JSON.stringify(condition)}`);
  }
}

/** The names of the intrinsic functions a template may use here. */
export const intrinsicNames: readonly string[] = Object.keys(intrinsics);

function evaluateObject(value: JsonObject, scope: Scope): Json | undefined {
  const keys = Object.keys(value);
  const only = keys.length === 1 ? keys[0] : undefined;
  if (only !== undefined && (only === "Ref" || only.startsWith("Fn::"))) {
    const intrinsic = intrinsics[only];
    if (!intrinsic) throw new KnownFault(`the local target does not know the intrinsic ${only}`);
    return intrinsic(value[only] ?? null, scope);
  }
  const entries = keys.map((key) => [key, evaluate(value[key] ?? null, scope)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/**
 * A value of a template with its intrinsic functions resolved.
 * @returns undefined for `AWS::NoValue`: whoever holds the value leaves it out
 * @throws KnownFault naming an intrinsic function or a name it does not know
 */
export function evaluate(value: Json, scope: Scope): Json | undefined {
  if (typeof value === "string" && value.includes("{{resolve:")) {
    throw new KnownFault(`the local target does not know dynamic references: ${value}`);
  }
  if (Array.isArray(value)) return value.map((each) => evaluate(each, scope)).filter((each) => each !== undefined);
  return isObject(value) ? evaluateObject(value, scope) : value;
}
