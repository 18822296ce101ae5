import { invalidParameter } from "./cognito-error.ts";

/** What arrives as JSON: a request, or resolved CloudFormation properties. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object (not null, not an array). */
export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object under a key; an empty one when there is none. */
export function recordAt(source: Json, key: string): Json {
  const value = source[key];
  return isJson(value) ? value : {};
}

/** The text under a key. */
export function textAt(source: Json, key: string): string | undefined {
  const value = source[key];
  return typeof value === "string" ? value : undefined;
}

/** The number under a key; CloudFormation may have written it as text. */
export function numberAt(source: Json, key: string): number | undefined {
  const value = source[key];
  if (value === undefined || value === null || value === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The truth under a key; CloudFormation may have written it as text. */
export function flagAt(source: Json, key: string): boolean | undefined {
  const value = source[key];
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
}

/** The array under a key; an empty one when there is none. */
export function listAt(source: Json, key: string): readonly unknown[] {
  const value = source[key];
  return Array.isArray(value) ? value : [];
}

/** The texts of an object under a key; undefined when the key is absent. */
export function textsAt(source: Json, key: string): Readonly<Record<string, string>> | undefined {
  if (!isJson(source[key])) return undefined;
  const entries = Object.entries(recordAt(source, key)).filter((entry): entry is [string, string] => {
    return typeof entry[1] === "string";
  });
  return Object.fromEntries(entries);
}

/** A member that the API requires; throws InvalidParameterException in the service's own words when it is absent. */
export function requiredText(request: Json, key: string): string {
  const value = textAt(request, key);
  if (value) return value;
  const member = key.charAt(0).toLowerCase() + key.slice(1);
  throw invalidParameter(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A key of AuthParameters or ChallengeResponses that the flow requires. */
export function requiredParameter(parameters: Json, key: string): string {
  const value = textAt(parameters, key);
  if (value !== undefined && value !== "") return value;
  throw invalidParameter(`Missing required parameter ${key}`);
}
