import { expect, test } from "vitest";
import { type Application, applicationNames } from "../../../shared/domain/application.ts";
import { passwordContextOf } from "../../../shared/domain/password-policy.ts";
import { type Permission, permissions } from "../../../shared/domain/permission.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import { roleNames } from "../../../shared/domain/role.ts";
import {
  asksSecondStep,
  isProofEnough,
  mayGoWithout,
  secondStepNeeds,
} from "../../../shared/domain/second-step-need.ts";
import { userTypeNames } from "../../../shared/domain/user-type.ts";
import { aPractice, aUser } from "../../kit/builders.ts";

const nobody: Policy["secondStepFor"] = { types: [], applications: [] };
const factsOf = (own: Parameters<typeof aUser>[0], secondStepFor?: Policy["secondStepFor"]) => ({
  user: aUser({ secondStep: "none", ...own }),
  practice: aPractice(secondStepFor ? { policy: { secondStepFor } } : {}),
});

test("without a word of the practice everybody needs a second step everywhere", () => {
  for (const type of userTypeNames)
    for (const application of applicationNames)
      expect(asksSecondStep(factsOf({ type, applications: applicationNames }), application)).toBe(true);
});

test("this console and the clinical record demand one by themselves, whoever is let off by kind", () => {
  const facts = factsOf({ applications: applicationNames }, { types: [], applications: ["administration", "ehr"] });
  const asking = applicationNames.filter((application) => asksSecondStep(facts, application));
  expect(asking).toEqual(["administration", "ehr"]);
});

test.each([
  ["patient", { types: ["provider", "staff"], applications: [] }, []],
  ["staff", { types: ["provider", "staff"], applications: [] }, ["audience"]],
  ["staff", { types: ["staff"], applications: ["administration"] }, ["audience", "application"]],
  ["patient", { types: ["staff"], applications: ["administration"] }, ["application"]],
  ["provider", nobody, []],
] as const)("a %s under %j needs one because of %j", (type, secondStepFor, because) => {
  expect(secondStepNeeds(factsOf({ type }, secondStepFor), "administration")).toEqual(because);
});

test("security administrators, user managers and operators need one whatever the policy says, and no other role does", () => {
  const needing = roleNames.filter((role) => asksSecondStep(factsOf({ roles: [role] }, nobody), "administration"));
  expect(needing).toEqual(["security-administrator", "user-manager", "operator"]);
  expect(secondStepNeeds(factsOf({ roles: ["member", "user-manager"] }, nobody), "administration")).toEqual(["role"]);
});

test("whoever may break the glass needs one, whatever the policy says", () => {
  const { user, practice } = factsOf({}, nobody);
  const breakGlassMarks = { [user.userId]: { name: "Ben Sato", markedAt: "2026-01-02", markedBy: "Ada" } };
  expect(secondStepNeeds({ user, practice: { ...practice, breakGlassMarks } }, "administration")).toEqual([
    "break-glass",
  ]);
});

test("who has set one up is asked for it, also where nothing demands it", () => {
  for (const secondStep of ["totp", "email"] as const) {
    const facts = factsOf({ secondStep }, nobody);
    expect(secondStepNeeds(facts, "administration")).toEqual([]);
    expect(asksSecondStep(facts, "administration")).toBe(true);
  }
});

test("an application that is not the person's is judged by the strictest of his own", () => {
  const applications: Application[] = ["administration", "service-center"];
  const facts = factsOf({ applications }, { types: [], applications: ["administration"] });
  expect(asksSecondStep(facts, "service-center")).toBe(false);
  expect(asksSecondStep(facts, "practice-management")).toBe(true);
  expect(asksSecondStep(factsOf({ applications }, nobody), "practice-management")).toBe(false);
});

test.each([
  [{}, undefined, 12],
  [{}, nobody, 15],
  [{ secondStep: "totp" as const }, nobody, 12],
  [{ roles: ["user-manager" as const] }, nobody, 12],
  [{ applications: ["administration" as const] }, { types: [], applications: ["administration" as const] }, 12],
  [
    { applications: ["administration" as const, "service-center" as const] },
    { types: [], applications: ["administration" as const] },
    15,
  ],
])("the shortest password of %j under %j has %i characters", (own, secondStepFor, length) => {
  const { user, practice } = factsOf(own, secondStepFor);
  expect(passwordContextOf(user, practice).minLength).toBe(length);
  expect(mayGoWithout({ user, practice })).toBe(length === 15);
});

test("with the password alone nothing sensitive is done but what is one's own", () => {
  for (const permission of Object.keys(permissions) as Permission[]) {
    expect(isProofEnough("none", permission)).toBe(permission === "profile:own");
    expect(isProofEnough("email", permission)).toBe(true);
  }
});

test("a practice that asks for more than 15 characters gets them", () => {
  const { user } = factsOf({});
  const practice = aPractice({ policy: { secondStepFor: nobody, passwordMinLength: 20 } });
  expect(passwordContextOf(user, practice).minLength).toBe(20);
});
