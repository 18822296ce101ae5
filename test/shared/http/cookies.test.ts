import { expect, test } from "vitest";
import { bearerIn, cookieGone, cookieOf } from "../../../shared/http/cookies.ts";
import { practiceId, userId } from "../../kit/builders.ts";

const rowId = "ses_01HV3Q9Z6K2M4N5P7R8S9T0V1Z";
const secret = "s".repeat(43);
const bearer = { practiceId, userId, rowId, secret };
const value = `${practiceId}.${userId}.${rowId}.${secret}`;

test("a cookie is kept from scripts, other sites, plain connections and other hosts", () => {
  const [pair, ...attributes] = cookieOf("session", bearer).split("; ");
  expect(pair).toBe(`__Host-gh=${value}`);
  expect(attributes.sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]);
  expect(cookieOf("pending", bearer)).toMatch(/^__Host-gh-pending=/);
});

test("a cookie is taken away with the attributes it was given with", () => {
  expect(cookieGone("session")).toBe("__Host-gh=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
});

test.each([
  `__Host-gh=${value}`,
  `a=b; __Host-gh=${value}`,
  `__Host-gh=${value}; __Host-gh-pending=x`,
  `  __Host-gh=${value}  ;`,
  `x__Host-gh=y;__Host-gh=${value}`,
])("the session's bearer is found in %j", (header) => {
  expect(bearerIn("session", header)).toEqual(bearer);
});

test("each cookie is read by its own name only", () => {
  expect(bearerIn("pending", `__Host-gh=${value}`)).toBeUndefined();
  expect(bearerIn("session", `__Host-gh-pending=${value}`)).toBeUndefined();
  expect(bearerIn("pending", `__Host-gh-pending=${value}`)).toEqual(bearer);
});

test.each([
  undefined,
  "",
  "__Host-gh",
  "__Host-gh=",
  `__Host-gh=${value}; __Host-gh=${value}`,
  `__Host-gh=${value}; __Host-gh=`,
  `__Host-gh="${value}"`,
  `__Host-gh=${value}.x`,
  `__Host-gh=${value.slice(0, -1)}`,
  `__Host-gh=${value}s`,
  `__Host-gh=${value.replace("prc_", "usr_")}`,
  `__Host-gh=${value.replace("ses_", "inv_")}`,
  `__Host-gh=${value.replace(".s", ".#")}`,
  `__host-gh=${value}`,
  `__Host-gh=${value}\u0000`,
])("nobody is found in %j", (header) => {
  expect(bearerIn("session", header)).toBeUndefined();
});
