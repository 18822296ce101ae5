import { expect, test } from "vitest";
import { refusalsOf } from "../../../shared/contract/refusals-of.ts";
import type { Route } from "../../../shared/contract/route.ts";
import { routesByWorkflow } from "../../../shared/contract/routes.ts";
import { auditActionNames, auditActions } from "../../../shared/domain/audit-action.ts";
import { defaultPolicy, policyOf } from "../../../shared/domain/policy.ts";
import { Refusal, type RefusalCode, refusals } from "../../../shared/domain/refusal.ts";

const codes = Object.keys(refusals) as RefusalCode[];
const tables = Object.values(routesByWorkflow);
const routes = tables.flatMap((table): Route[] => Object.values(table));

test.each(codes)("%s is said in whole sentences that end with a full stop", (code) => {
  const { message } = refusals[code];
  expect(message).toMatch(/^[A-Z].*\.$/);
  expect(message).not.toMatch(/ {2}|\n|undefined/);
});

/** Nothing to do but to look elsewhere, or the sentence itself is the whole story. */
const plain: RefusalCode[] = ["user.not-found", "user.wrong-status", "user.email-taken", "user.role-not-grantable"];
const bare: RefusalCode[] = [...plain, "audit.not-found"];
const doing =
  /\b(Retire|Enable|Remove|Name|Type|Add|Send|Confirm|Correct|Load|Open|Reload|Wait|Try|Start|Use|Ask|Sign|Enter|Let|Choose|Check|See)\b/;

test.each(codes.filter((code) => !bare.includes(code)))("%s says what to do next", (code) => {
  expect(refusals[code].message).toMatch(doing);
});

test.each([
  ["session.required", 401],
  ["session.forbidden", 403],
  ["sign-in.refused", 401],
  ["request.changed-meanwhile", 412],
  ["request.precondition-required", 428],
  ["request.too-many", 429],
  ["request.busy", 503],
  ["idempotency.mismatch", 422],
  ["invitation.used", 409],
  ["invitation.expired", 410],
  ["password.refused", 422],
  ["user.not-found", 404],
] as const)("%s is answered with %i", (code, status) => {
  expect(refusals[code].status).toBe(status);
});

test("every refusal can be answered by some route, but for an address that none has", () => {
  const answerable = new Set(routes.flatMap((route) => refusalsOf(route)));
  const unanswerable = codes.filter((code) => !answerable.has(code));
  expect(unanswerable).toEqual(["route.not-found"]);
});

test("a refusal says its sentence and carries its facts", () => {
  const refusal = new Refusal("request.busy", { retryAfterSeconds: 2 });
  expect(refusal).toMatchObject({ code: "request.busy", name: "Refusal", facts: { retryAfterSeconds: 2 } });
  expect(refusal.message).toBe(refusals["request.busy"].message);
});

test.each(auditActionNames)("%s completes the sentence that begins with a name", (action) => {
  expect(auditActions[action]).toMatch(/^[a-z][^.]*$/);
});

test("every audit action is written by a route, or by what runs beside the routes", () => {
  const byRoutes = new Set(routes.flatMap((route) => route.audit ?? []));
  expect(auditActionNames.filter((action) => !byRoutes.has(action))).toEqual([
    ...["user.found-unused", "user.unused-warned", "user.unused-disabled", "user.end-told"],
    "epcs.listed",
    ...["sftp-request.expired", "operator.founding-begun"],
    "plan.reconciled",
    ...["sftp.account-locked", "sftp.secret-mailed", "sftp.secret-end-told"],
    ...["sftp.sign-in-refused", "sftp.signed-in"],
    ...["sftp.file-accepted", "sftp.file-rejected", "sftp.file-received", "sftp.file-fetched", "sftp.file-broken-off"],
    "sftp.files-silent",
    ...["mail.sent", "mail.abandoned", "mail.left-out", "mail.delivered", "mail.bounced", "mail.suppressed"],
    "mail.complained",
  ]);
});

test("a practice starts from the defaults of the product, and its own settings win", () => {
  expect(policyOf(undefined)).toEqual(defaultPolicy);
  expect(policyOf({ lockThreshold: 3 })).toEqual({ ...defaultPolicy, lockThreshold: 3 });
  expect(defaultPolicy).toEqual({
    lockThreshold: 6,
    lockMinutes: [15, 30],
    idleMinutes: 15,
    absoluteHours: 12,
    invitationDays: 7,
    passwordMinLength: 12,
    passwordComposition: true,
    emailCodes: true,
    smsCodes: false,
    secondStepFor: { types: ["provider", "staff", "patient"], applications: ["administration", "ehr"] },
    addresses: [],
    passwordAge: { mode: "remind", days: 90 },
    unusedAccounts: { mode: "off", days: 90 },
    sftpRequesters: "security-administrators",
    sftpDelivery: "link",
  });
});
