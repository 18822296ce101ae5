import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { examples } from "../../shared/contract/examples.ts";
import { refusalsOf } from "../../shared/contract/refusals-of.ts";
import type { Route } from "../../shared/contract/route.ts";
import { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { type RefusalCode, refusals } from "../../shared/domain/refusal.ts";
import { permissionsOf, type Role } from "../../shared/domain/role.ts";
import { everyRoute, type NamedRoute, pathOf } from "../kit/every-route.ts";
import { type Answered, exchange } from "../kit/http.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, bringIn, Person, signInAs, signInWithEmail, unique } from "../kit/person.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { twinOf } from "../kit/twin.ts";
import { openVendor } from "../kit/vendor.ts";

const place = inject("place");

/** Somebody who calls, and the roles of the session, where there is one. */
interface Caller {
  readonly person: Person;
  readonly roles?: readonly Role[];
  readonly isPending?: true;
  readonly isForeign?: true;
}
type CallerName =
  | "nobody"
  | "half signed in"
  | "member"
  | "user manager"
  | "auditor"
  | "administrator"
  | "operator"
  | "foreign manager";

const callerNames: readonly CallerName[] = [
  "nobody",
  "half signed in",
  "member",
  "auditor",
  "user manager",
  "foreign manager",
  "administrator",
  "operator",
];
const people = new Map<CallerName, Caller>();
const callerOf = (name: CallerName) => people.get(name)!;
/** Ids of the administrator's practice, and ids that nobody has. */
let own: Record<string, string>;
let otherDepartment: string;
let otherSite: string;
const missing = {
  userId: "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  eventId: "evt_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  sessionId: "ses_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  fileId: "sff_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  siteId: "sit_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  ncpdpId: "9999999",
  departmentId: "dep_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  importId: "imp_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  grantId: "bgg_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  proposalId: "epp_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  requestId: "sfr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  addressId: "adr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  invitationId: "inv_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  invoiceId: "in_1QxYzAbCdEfGhIjK",
  accountId: "sfa_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  secretId: "sfs_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  keyId: "sfk_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
};

// Routes that end sessions come last, the one that ends its own after all.
const ending = ["endOtherSessions", "endUserSessions", "signOut"];
const routes = [...everyRoute].sort((a, b) => ending.indexOf(a.name) - ending.indexOf(b.name));
const changes = routes.filter(({ route }) => route.method !== "GET");
const isGuarded = ({ access }: Route) => access !== "public" && access !== "pending";

beforeAll(async () => {
  const [chief, other] = [aNewcomer("Ada", "Matrix"), aNewcomer("Otto", "Foreign")];
  const administrator = await settledPractice(place, chief);
  const foreign = await settledPractice(place, other);
  const pending = new Person(place);
  await signInAs(pending, chief);
  const join = (name: string, role: Role) => settledMember(administrator, aNewcomer(name, "Matrix"), [role]);
  const mel = aNewcomer("Mel", "Matrix");
  const member = await settledMember(administrator, mel);
  people.set("nobody", { person: new Person(place) });
  people.set("half signed in", { person: pending, isPending: true });
  people.set("member", { person: member, roles: ["member"] });
  people.set("auditor", { person: await join("Aud", "auditor"), roles: ["auditor"] });
  people.set("user manager", { person: await join("Uma", "user-manager"), roles: ["user-manager"] });
  people.set("administrator", { person: administrator, roles: ["security-administrator", "user-manager"] });
  people.set("foreign manager", {
    person: foreign,
    roles: ["security-administrator", "user-manager"],
    isForeign: true,
  });
  const oda = aNewcomer("Oda", "Matrix");
  const { operator: vendors } = await openVendor(place, aNewcomer("Olu", "Matrix"));
  people.set("operator", { person: await bringIn(vendors, oda, ["operator"]), roles: ["operator"] });
  const { userId } = await member.done("GET", "/session");
  const { items } = await administrator.done("GET", "/audit-events");
  // A session of the member that nobody calls with: whoever else names it does not find it.
  const elsewhere = new Person(place);
  await signInWithEmail(elsewhere, mel);
  const { siteId } = await administrator.done("POST", "/sites", { name: "Main office" });
  const addDepartment = async (of: string) =>
    (await administrator.done("POST", "/departments", { name: of })).departmentId;
  otherSite = (await administrator.done("POST", "/sites", { name: "Other office" })).siteId;
  await administrator.done("POST", "/pharmacies", { ncpdpId: "7654321", name: "Corner Pharmacy" });
  otherDepartment = await addDepartment("Billing");
  const { firstName, lastName, email } = aNewcomer("Ian", "Invited");
  const { invitationId } = await administrator.done("POST", "/invitations", { firstName, lastName, email });
  const { requestId } = await administrator.done(
    "POST",
    "/sftp-requests",
    examples["sftp-requests"].requestSftpAccount.body,
    { headers: { "idempotency-key": randomUUID() } },
  );
  own = {
    ...missing,
    requestId,
    invitationId,
    userId,
    siteId,
    ncpdpId: "7654321",
    departmentId: await addDepartment("Front office"),
    eventId: items[0].eventId,
    sessionId: elsewhere.cookies.get("__Host-gh")!.split(".")[2]!,
  };
}, 60_000);

/** Routes that want more than a session: with the example's password or method they are refused, and only so. */
const wantMore: Readonly<Record<string, readonly RefusalCode[]>> = {
  stepUp: ["sign-in.refused", "second-step.unavailable"],
  startNewApp: ["sign-in.refused", "second-step.unavailable"],
  confirmNewApp: ["second-step.not-begun"],
  takeEmailCodes: ["sign-in.refused", "second-step.unavailable"],
  changePassword: ["password.current-refused"],
  // Nobody of this house has a PIN that a caller could say.
  unlockUser: ["pin.not-set", "pin.wrong", "pin.locked"],
  // The member has an address, to which a link is mailed instead.
  giveOneTimePassword: ["user.resets-by-mail"],
  // No name is asked for.
  checkUsername: ["request.invalid"],
  // The first who may do it has done it.
  resetSecondStep: ["user.wrong-status"],
  // Nobody of this house has begun one.
  getImport: ["import.not-found"],
  continueImport: ["import.not-found"],
  sendStepUpCode: ["second-step.unavailable"],
  endSession: ["session.not-found"],
  confirmEmailChange: ["email.link-invalid"],
  changeRoleAndSite: ["sign-in.site-not-held"],
  breakGlass: ["break-glass.not-marked"],
  // His second step was reset before.
  markForBreakGlass: ["user.wrong-status"],
  endBreakGlass: ["break-glass.not-running"],
  reviewBreakGlass: ["break-glass.not-found"],
  // This house has a site, and nobody is designated there.
  designateForEpcs: ["epcs.place-unknown"],
  // Nothing is looked for.
  findEpcsPeople: ["epcs.not-yours", "request.invalid"],
  listEpcsDays: ["epcs.not-yours"],
  // The operator's house has no site; there he is not designated.
  proposeEpcs: ["epcs.place-unknown", "epcs.not-yours"],
  reviseEpcsProposal: ["epcs.proposal-not-found"],
  approveEpcsProposal: ["epcs.proposal-not-found"],
  cancelEpcsProposal: ["epcs.proposal-not-found"],
  suspendEpcsMark: ["epcs.not-yours", "epcs.mark-not-held"],
  // It left a moment ago, and the first who may revoke it has done so.
  resendInvitation: ["invitation.too-soon", "invitation.revoked"],
  editInvitation: ["invitation.revoked"],
  revokeInvitation: ["invitation.revoked"],
  // No letter to him bounced.
  trustAddress: ["user.wrong-status"],
  // Its requester has cancelled it, and no address is dead.
  takeSftpRequest: ["sftp-request.over"],
  approveSftpRequest: ["sftp-request.over"],
  rejectSftpRequest: ["sftp-request.over"],
  releaseSuppressedAddress: ["operator.address-not-found"],
  // This house has no SFTP account.
  ...Object.fromEntries(
    Object.keys(sftpAccountRoutes)
      .filter((name) => name !== "listSftpAccounts")
      .map((name) => [name, ["sftp.account-not-found"] as const]),
  ),
  // Nobody of this house has a card.
  getBilling: ["payments.off"],
  addCard: ["payments.off"],
  getPlan: ["payments.off"],
  quotePlan: ["payments.off", "plan.no-card"],
  buyPlan: ["payments.off", "plan.no-card"],
  reducePlan: ["payments.off", "plan.nothing-to-reduce"],
  listInvoices: ["payments.off"],
  payInvoice: ["payments.off", "invoice.not-found"],
  mailInvoice: ["payments.off", "invoice.not-found"],
  // No number is set up here, and the practice has codes by text switched off.
  startPhone: ["second-step.unavailable"],
  confirmPhone: ["second-step.unavailable"],
  removePhone: ["phone.none"],
};

/** Bodies of the examples, made good for this house where the example names what it does not have. */
function bodyOf({ name, body }: NamedRoute): unknown {
  if (name === "addDepartment") return { name: unique("Department") };
  if (name === "moveSiteMembers") return { to: otherSite };
  if (name === "moveDepartmentMembers") return { to: otherDepartment };
  if (name === "setUserDepartment") return { departmentId: otherDepartment };
  if (name === "createUser") return { ...body, username: unique("cleo") };
  if (name === "inviteUser") return { ...body, email: aNewcomer("Ines", "Invited").email };
  return name === "extendOnCall" ? { ...body, until: new Date(Date.now() + 3_600_000).toISOString() } : body;
}

async function call({ person }: Caller, named: NamedRoute, ids = own, headers: Record<string, string> = {}) {
  const { route } = named;
  const version = route.versioned && route.method !== "GET" ? await etagOf(person, pathOf(route, ids)) : undefined;
  return person.call(route.method, pathOf(route, ids), bodyOf(named), {
    headers: {
      "idempotency-key": randomUUID(),
      ...(version ? { "if-match": version } : {}),
      ...headers,
    },
  });
}

async function etagOf(person: Person, path: string): Promise<string> {
  return String((await person.call("GET", path)).headers["etag"] ?? '"v1"');
}

/** A refusal must be one that the contract lists, with its status and in its form. */
function expectDocumented(answer: Answered, { route, name }: NamedRoute): void {
  const code = answer.json?.code as RefusalCode;
  expect(refusalsOf(route), `${name} answers ${answer.status} ${code}`).toContain(code);
  expect(answer.status, name).toBe(refusals[code].status);
  expect(answer.headers["content-type"], name).toBe("application/problem+json");
  expect(answer.json.instance, name).toMatch(/^urn:request:.+/);
}

/** What the caller is refused with before the operation runs; undefined when he may go on. */
function wallOf({ access }: Route, { roles, isPending }: Caller): RefusalCode | undefined {
  if (access === "public") return undefined;
  if (access === "pending") return isPending ? undefined : "second-step.expired";
  if (!roles) return "session.required";
  // The operator's practice is the vendor's, where the role counts.
  return permissionsOf(roles).has(access) ? undefined : "session.forbidden";
}

test("there is a route of every access to try", () => {
  expect(routes.length).toBeGreaterThan(20);
  for (const access of [
    "public",
    "pending",
    "profile:own",
    "users:read",
    "users:invite",
    "audit:read",
    "practice:edit",
  ])
    expect(routes.map(({ route }) => route.access)).toContain(access);
});

describe.each(callerNames)("to %s (attacks 54, 60)", (name) => {
  test.each(routes.map((named) => [named.name, named] as const))(
    "%s is open as far as the contract says",
    async (_, named) => {
      const caller = callerOf(name);
      const answer = await call(caller, named);
      const wall = wallOf(named.route, caller);
      if (wall) expect([answer.status, answer.json?.code]).toEqual([refusals[wall].status, wall]);
      else if (caller.isForeign && named.route.path.includes("{")) {
        const ofNobody = await call(caller, named, missing);
        expect(answer.status).toBe(404);
        expect({ ...answer.json, instance: "" }).toEqual({ ...ofNobody.json, instance: "" });
      } else if (isGuarded(named.route) && !wantMore[named.name]?.includes(answer.json?.code))
        expect([answer.status, answer.text].join(" ")).toMatch(/^2/);
      if (answer.status >= 300) expectDocumented(answer, named);
      else expect(answer.status).toBe(named.route.status ?? 200);
    },
  );
});

describe("a change that another site causes (attack 42)", () => {
  const host = new URL(place.baseUrl).origin;
  const foreignOrigins: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: host.replace("127.0.0.1", "localhost") },
    { origin: `${host}.evil.example` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "cross-site", origin: host },
  ];
  const formTypes = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""];
  let administrator: Person;
  let otherToken: string;
  beforeAll(async () => {
    const [who, other] = [aNewcomer("Cora", "Csrf"), aNewcomer("Cleo", "Csrf")];
    // Of the vendor, so that every route is open to her.
    administrator = (await openVendor(place, who)).operator;
    otherToken = (await settledPractice(place, other)).csrfToken!;
  });
  const send = (named: NamedRoute, headers: Record<string, string>, person = administrator) =>
    call({ person: twinOf(person) }, named, missing, headers);

  test.each(changes.map((named) => [named.name, named] as const))("is refused at %s", async (_, named) => {
    for (const headers of foreignOrigins) {
      const answer = await send(named, headers);
      expect([answer.status, answer.json.code], JSON.stringify(headers)).toEqual([403, "request.cross-site"]);
      expectDocumented(answer, named);
    }
  });

  test.each(changes.map((named) => [named.name, named] as const))("in a form is refused at %s", async (_, named) => {
    for (const type of formTypes) {
      const answer = await send(named, { "content-type": type });
      const { access } = named.route;
      const code = access === "pending" ? "second-step.expired" : "request.media-type";
      expect([answer.status, answer.json.code], type).toEqual([refusals[code].status, code]);
      expectDocumented(answer, named);
    }
  });

  test.each(changes.filter(({ route }) => isGuarded(route)).map((named) => [named.name, named] as const))(
    "with no token, or another session's, is refused at %s",
    async (_, named) => {
      for (const token of ["", otherToken, administrator.csrfToken!.slice(0, -1), `${administrator.csrfToken}=`]) {
        const answer = await send(named, { "x-csrf-token": token });
        expect([answer.status, answer.json.code], token).toEqual([403, "request.csrf"]);
        expectDocumented(answer, named);
      }
      const bare = twinOf(administrator);
      bare.csrfToken = undefined;
      expect((await send(named, {}, bare)).json.code).toBe("request.csrf");
    },
  );

  test.each(changes.filter(({ route }) => !isGuarded(route)).map((named) => [named.name, named] as const))(
    "is refused at %s when nothing says where it comes from",
    async (_, { route, body }) => {
      const url = `${place.baseUrl}/api/v1${pathOf(route, missing)}`;
      const headers = { "content-type": "application/json" };
      const answer = await exchange({ method: route.method, url, headers, body: JSON.stringify(body) });
      expect([answer.status, answer.json.code]).toEqual([403, "request.cross-site"]);
    },
  );

  test("has changed nothing: the session is as it was", async () => {
    expect((await administrator.done("GET", "/session")).csrfToken).toBe(administrator.csrfToken);
    expect((await administrator.call("GET", "/practice")).headers["etag"]).toBe('"v1"');
    await expect.poll(async () => (await administrator.done("GET", "/users")).items, listed).toHaveLength(1);
  });
});

test("a method that a path does not have is not found, whatever header asks for another", async () => {
  const { person } = callerOf("foreign manager");
  let tried = 0;
  for (const path of new Set(routes.map(({ route }) => pathOf(route, missing))))
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      if (routes.some(({ route }) => pathOf(route, missing) === path && route.method === method)) continue;
      const override = { "x-http-method-override": "POST", "x-method-override": "POST", "x-http-method": "POST" };
      const { status, json } = await person.call(method, path, {}, { headers: override });
      expect([status, json?.code], `${method} ${path}`).toEqual([404, "route.not-found"]);
      tried += 1;
    }
  expect(tried).toBeGreaterThan(80);
});
