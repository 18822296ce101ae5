import { expect, test } from "vitest";
import { permissionsIn, rolesGiving } from "../../../shared/domain/practice-permissions.ts";
import { choicesOf, permissionsOf, roleNames, rolesChosen } from "../../../shared/domain/role.ts";
import { aPractice } from "../../kit/builders.ts";

const ordinary = aPractice();
const vendor = aPractice({ isVendor: true });

test("an operator's role counts for nothing outside of the vendor's practice", () => {
  expect([...permissionsIn(ordinary, ["operator"])]).toEqual([]);
  expect([...permissionsIn(ordinary, roleNames)].filter((permission) => permission.startsWith("operator:"))).toEqual(
    [],
  );
  expect(permissionsIn(vendor, ["operator"])).toEqual(permissionsOf(["operator"]));
  expect(rolesGiving(ordinary, roleNames, "operator:practices")).toEqual([]);
  expect(rolesGiving(vendor, roleNames, "operator:practices")).toEqual(["operator"]);
});

test("user managers request SFTP accounts where the policy says so, and nobody else gains by it", () => {
  const open = aPractice({ policy: { sftpRequesters: "user-managers" } });
  for (const role of roleNames) {
    const gained = [...permissionsIn(open, [role])].filter((each) => !permissionsIn(ordinary, [role]).has(each));
    expect(gained, role).toEqual(role === "user-manager" ? ["sftp:request"] : []);
  }
  expect(rolesGiving(open, ["user-manager", "member"], "sftp:request")).toEqual(["user-manager"]);
});

test("who is an operator beside his own role is not asked to choose, and stays one whatever he chooses", () => {
  expect(choicesOf(["security-administrator", "user-manager", "operator"])).toEqual([]);
  expect(choicesOf(["auditor", "user-manager", "operator"])).toEqual(["auditor", "user-manager"]);
  expect(choicesOf(["operator"])).toEqual([]);
  expect(rolesChosen(["auditor", "user-manager", "operator"], "auditor")).toEqual(["auditor", "operator"]);
});
