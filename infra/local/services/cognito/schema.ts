import { invalidParameter } from "./cognito-error.ts";
import { flagAt, isJson, type Json, listAt, textAt } from "./fields.ts";
import type { Pool } from "./pool.ts";

const standard = new Set(
  (
    "address birthdate email email_verified family_name gender given_name locale middle_name name nickname " +
    "phone_number phone_number_verified picture preferred_username profile updated_at website zoneinfo"
  ).split(" "),
);

/** The `UserAttributes` of a request. Throws InvalidParameterException for a name the pool's schema does not know. */
export function attributesIn(pool: Pool, request: Json): Record<string, string> {
  const given: Record<string, string> = {};
  for (const item of listAt(request, "UserAttributes").filter(isJson)) {
    const name = textAt(item, "Name") ?? "";
    if (!standard.has(name) && !definitionOf(pool, name)) {
      throw invalidParameter(
        `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
      );
    }
    given[name] = textAt(item, "Value") ?? "";
  }
  return given;
}

/** Throws InvalidParameterException when an attribute may be given at creation only. */
export function checkMutable(pool: Pool, names: readonly string[]): void {
  for (const name of names) {
    const definition = definitionOf(pool, name);
    if (!definition || flagAt(definition, "Mutable") !== false) continue;
    throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
  }
}

/** The required attributes that have no value. */
export function missingAttributes(pool: Pool, attributes: Readonly<Record<string, string>>): string[] {
  return listAt(pool.properties, "Schema")
    .filter(isJson)
    .filter((definition) => flagAt(definition, "Required") === true)
    .map((definition) => textAt(definition, "Name") ?? "")
    .filter((name) => !attributes[name]);
}

function definitionOf(pool: Pool, name: string): Json | undefined {
  if (!standard.has(name) && !name.startsWith("custom:")) return undefined;
  // Templates name custom attributes without their prefix.
  const names = [name, name.replace(/^custom:/, "")];
  return listAt(pool.properties, "Schema")
    .filter(isJson)
    .find((definition) => names.includes(textAt(definition, "Name") ?? ""));
}
