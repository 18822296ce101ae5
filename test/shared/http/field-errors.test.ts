import { expect, test } from "vitest";
import * as z from "zod/mini";
import { code, emailAddress, npi, text, timeZone } from "../../../shared/contract/fields.ts";
import { fieldErrors } from "../../../shared/http/field-errors.ts";

const schema = z.strictObject({
  name: z.optional(text(5)),
  email: z.optional(emailAddress),
  zone: z.optional(timeZone),
  npi: z.optional(npi),
  code: z.optional(code),
  roles: z.optional(z.array(z.enum(["member", "auditor"])).check(z.minLength(1), z.maxLength(2))),
  limit: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(100))),
  company: z.optional(z.strictObject({ "a/b~c": z.string() })),
  choice: z.optional(z.union([z.literal("x"), z.object({ y: z.string() })])),
});

function errorsOf(value: unknown) {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldErrors(parsed.error.issues, "");
}

test.each([
  [{ name: 1 }, "/name", "invalid-type", "must be a string"],
  [{ company: 1 }, "/company", "invalid-type", "must be an object"],
  [{ limit: "1" }, "/limit", "invalid-type", "must be a number"],
  [{ limit: 1.5 }, "/limit", "invalid-type", "must be an int"],
  [{ name: "" }, "/name", "too-small", "must not be empty"],
  [{ name: "   " }, "/name", "too-small", "must not be empty"],
  [{ name: "123456" }, "/name", "too-big", "must be at most 5 characters"],
  [{ roles: [] }, "/roles", "too-small", "must be at least 1 entries"],
  [{ roles: ["member", "member", "member"] }, "/roles", "too-big", "must be at most 2 entries"],
  [{ limit: 0 }, "/limit", "too-small", "must be at least 1"],
  [{ limit: 101 }, "/limit", "too-big", "must be at most 100"],
  [{ roles: ["member", "root"] }, "/roles/1", "invalid-value", "must be one of member, auditor"],
  [{ name: "a\u0000b" }, "/name", "custom", "must not hold control characters"],
  [{ name: "a\ud800" }, "/name", "custom", "must not hold control characters"],
  [{ email: "nobody" }, "/email", "invalid-format", "must be an e-mail address"],
  [{ zone: "Mars/Olympus" }, "/zone", "custom", "must be an IANA time zone such as America/Chicago"],
  [{ npi: "1234567890" }, "/npi", "custom", "must be 10 digits with a valid check digit"],
  [{ code: "12345" }, "/code", "invalid-format", "must be 6 or 8 digits"],
  [{ company: { "a/b~c": 1 } }, "/company/a~1b~0c", "invalid-type", "must be a string"],
  [{ company: {} }, "/company/a~1b~0c", "invalid-type", "must be a string"],
  [{ choice: 3 }, "/choice", "invalid-union", "is not valid"],
  [{ other: 1 }, "/other", "unknown-field", "is not a field of this request"],
  [[], "", "invalid-type", "must be an object"],
])("%j: %s is at fault (%s): %s", (value, pointer, fault, detail) => {
  expect(errorsOf(value)).toEqual([{ pointer, code: fault, detail }]);
});

test("a detail never repeats what was typed", () => {
  const typed = "hunter2-secret";
  const told = JSON.stringify([errorsOf({ name: typed, email: typed, roles: [typed], code: typed, limit: typed })]);
  expect(told).toContain("/email");
  expect(told).not.toContain(typed);
});

test("of many unknown fields ten are named, each cut to 64 characters and well-formed", () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}`.padStart(200, "x"), 1]));
  const errors = errorsOf(many);
  expect(errors).toHaveLength(10);
  for (const { pointer } of errors) expect(pointer).toHaveLength(65);
  expect(errorsOf({ ["\ud800"]: 1 })[0]?.pointer.isWellFormed()).toBe(true);
});

test("a query parameter is named with a question mark", () => {
  const parsed = z.strictObject({ limit: z.coerce.number() }).safeParse({ limit: "x", more: "1" });
  const errors = parsed.success ? [] : fieldErrors(parsed.error.issues, "?");
  expect(errors.map(({ pointer }) => pointer)).toEqual(["?limit", "?more"]);
});
