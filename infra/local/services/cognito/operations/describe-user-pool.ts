import type { Context } from "../context.ts";
import { type Json, listAt, requiredText, textAt } from "../fields.ts";
import { arnOf, poolOf } from "../pool.ts";

const shown = [
  "Policies",
  "DeletionProtection",
  "LambdaConfig",
  "AliasAttributes",
  "UsernameAttributes",
  "UsernameConfiguration",
  "AdminCreateUserConfig",
  "AccountRecoverySetting",
  "UserPoolTags",
  "UserPoolAddOns",
  "UserPoolTier",
  "EmailConfiguration",
];

/** The pool as its template describes it. */
export function describeUserPool(request: Json, context: Context): Json {
  const { id, properties } = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const known = shown.filter((key) => key in properties).map((key) => [key, properties[key]]);
  return {
    UserPool: {
      ...Object.fromEntries(known),
      Id: id,
      Arn: arnOf(id),
      Name: textAt(properties, "UserPoolName") ?? id,
      MfaConfiguration: textAt(properties, "MfaConfiguration") ?? "OFF",
      SchemaAttributes: listAt(properties, "Schema"),
      EstimatedNumberOfUsers: context.state.users({ id, properties }).length,
    },
  };
}
