import { expect, test } from "vitest";
import { safeReturnPath } from "../../../functions/console/src/return-path.ts";

test.each([
  ["/users", "/users"],
  ["/audit?action=user.invited", "/audit?action=user.invited"],
  ["/users/usr_1#main", "/users/usr_1#main"],
])("signing in leads back to %s", (wanted, page) => {
  expect(safeReturnPath(wanted, "")).toBe(page);
  expect(safeReturnPath(wanted, "/dev")).toBe(page);
});

test.each([
  null,
  "",
  "users",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/..//evil.example",
  "/../../elsewhere",
])("signing in never leads out of the console by %j (attack 52)", (wanted) => {
  expect(safeReturnPath(wanted, "/dev")).toBe("/");
});

test("a path that climbs above the host's root stays on the host", () => {
  expect(safeReturnPath("/../users", "")).toBe("/../users");
  expect(safeReturnPath("/..//evil.example", "")).toBe("/");
});
