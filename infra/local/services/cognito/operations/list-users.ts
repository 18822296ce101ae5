import { invalidParameter } from "../cognito-error.ts";
import type { Context } from "../context.ts";
import { type Json, numberAt, requiredText, textAt } from "../fields.ts";
import { poolOf } from "../pool.ts";
import { attributesOf, factsOf, type User } from "../user.ts";

const mostUsers = 60;
const filterForm = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** A page of users, oldest first; the filter is one `name = "value"` or `name ^= "start"`. */
export function listUsers(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const limit = numberAt(request, "Limit") ?? mostUsers;
  if (limit < 0 || limit > mostUsers) {
    throw invalidParameter(
      "1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    );
  }
  const start = Number(textAt(request, "PaginationToken") ?? 0);
  if (!Number.isSafeInteger(start) || start < 0) throw invalidParameter("Invalid pagination token.");
  const found = context.state.users(pool).filter(matcherFor(textAt(request, "Filter")));
  const next = start + (limit || mostUsers);
  return {
    Users: found.slice(start, next).map((user) => ({ ...factsOf(user), Attributes: attributesOf(user) })),
    ...(next < found.length ? { PaginationToken: String(next) } : {}),
  };
}

function matcherFor(filter: string | undefined): (user: User) => boolean {
  if (!filter) return () => true;
  const [, name = "", sign, wanted = ""] = filterForm.exec(filter) ?? [];
  if (!sign) throw invalidParameter("Error while parsing filter.");
  return (user) => {
    const value = factNamed(user, name);
    return sign === "=" ? value === wanted : value.startsWith(wanted);
  };
}

function factNamed(user: User, name: string): string {
  const facts: Readonly<Record<string, string>> = {
    username: user.name,
    sub: user.sub,
    status: user.enabled ? "Enabled" : "Disabled",
    "cognito:user_status": user.status,
  };
  return facts[name] ?? user.attributes[name] ?? "";
}
