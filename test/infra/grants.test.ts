import { describe, expect, test } from "vitest";
import { pascalCase } from "../../infra/constructs/workflow-function.ts";
import { type Deployable, environments } from "../../shared/config/environment.ts";
import { resourcesOf, synthesize } from "./synthesized.ts";
import { reachableCode, usedVerbs } from "./used-verbs.ts";

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Effect: string;
  readonly Condition?: unknown;
}

const dev = synthesize("dev");
const deployables = Object.keys(environments) as Deployable[];
const policies = resourcesOf(dev, "AWS::IAM::ManagedPolicy").map(({ id, properties }) => ({
  id,
  text: JSON.stringify(properties["PolicyDocument"]),
  statements: (properties["PolicyDocument"] as { Statement: readonly Statement[] }).Statement,
}));
const rightsOf = (name: string) => policies.find(({ id }) => new RegExp(`^${name}Rights[0-9A-F]{8}$`).test(id));

/** Actions that AWS lets nobody narrow to a resource. */
const resourceless = ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "sns:Publish"];
/** The only resources with a star inside, by the start of the policy's name: see the reasons in nag.ts. */
const starred: Readonly<Record<string, readonly string[]>> = {
  ConsoleReaderRights: ["/assets/*"],
  ConsoleWriterRights: ["/*"],
  UserRights: ["/practices/*"],
  FileArrivalRights: ["/practices/*"],
  SftpIdentityRights: ["/practices/*/inbound/", "/practices/*/outbound/"],
};

/** What is too wide in a statement, in words. */
function tooWide(id: string, { Action, Resource, Effect }: Statement): string[] {
  if (Effect === "Deny") return [];
  const allowed = Object.entries(starred).find(([name]) => id.startsWith(name))?.[1] ?? [];
  const isAllowed = (resource: unknown) => allowed.some((each) => JSON.stringify(resource).includes(`"${each}"`));
  const actions = [Action].flat();
  const resources = [Resource].flat();
  const stars = resources.filter((resource) => JSON.stringify(resource).includes("*"));
  return [
    ...actions.filter((action) => action.includes("*")),
    ...(resources.includes("*") ? actions.filter((action) => !resourceless.includes(action)) : []),
    ...stars
      .filter((resource) => resource !== "*" && !isAllowed(resource))
      .map((resource) => `wide: ${JSON.stringify(resource)}`),
    ...(actions.some((action) => action.startsWith("dynamodb:")) ? wrongTable(id, actions, resources) : []),
  ];
}

const wholesale = /Scan|PartiQL|Batch(?!Get)|DeleteTable|UpdateTable/;

/** A query is of a named index or of the audit table; every verb of an item is of a table. */
function wrongTable(id: string, actions: readonly string[], resources: readonly unknown[]): string[] {
  const text = resources.map((resource) => JSON.stringify(resource));
  const isIndex = text.every((resource) => /"\/index\/\w+"/.test(resource));
  // Rows of lists are written past every transaction, by their one follower.
  const unbound = id.startsWith("DirectoryRights") ? /Scan|PartiQL|DeleteTable|UpdateTable/ : wholesale;
  const scans = actions.filter((action) => unbound.test(action));
  const mixed =
    text.some((resource) => resource.includes("/index/")) && (!isIndex || actions.join() !== "dynamodb:Query");
  return [...scans, ...(mixed ? [`${actions.join()} on ${text.join()}`] : [])];
}

describe("what functions may do", () => {
  test("lies in managed policies of our own: no inline policy, and AWS's only where named", () => {
    expect(policies.length).toBeGreaterThanOrEqual(11);
    expect(resourcesOf(dev, "AWS::IAM::Policy")).toEqual([]);
    const roles = resourcesOf(dev, "AWS::IAM::Role");
    expect(roles.length).toBeGreaterThan(10);
    expect(roles.filter(({ properties }) => properties["Policies"])).toEqual([]);
    const byAws = roles.filter(({ properties }) => properties["ManagedPolicyArns"]).map(({ id }) => id.slice(0, 7));
    expect(byAws.toSorted()).toEqual(["BackupT", "Gateway"]);
  });
  test.each(policies)("$id is no wider than its verbs and its table", ({ id, statements }) => {
    expect(statements.length).toBeGreaterThan(1);
    expect(statements.flatMap((statement) => tooWide(id, statement))).toEqual([]);
  });
  test.each(policies)("$id is below 6,144 characters, AWS's limit of a managed policy", ({ text }) => {
    expect(text.length).toBeLessThan(6144);
  });
  test.each<[string, Statement]>([
    ["all verbs of a service", { Effect: "Allow", Action: "dynamodb:*", Resource: { Ref: "T" } }],
    ["a read of everything", { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }],
    ["a scan", { Effect: "Allow", Action: ["dynamodb:Scan"], Resource: { Ref: "T" } }],
    [
      "all indexes",
      { Effect: "Allow", Action: "dynamodb:Query", Resource: { "Fn::Join": ["", [{ Ref: "T" }, "/index/*"]] } },
    ],
    [
      "a write to an index",
      { Effect: "Allow", Action: "dynamodb:PutItem", Resource: { "Fn::Join": ["", [{ Ref: "T" }, "/index/a"]] } },
    ],
    ["all objects", { Effect: "Allow", Action: "s3:GetObject", Resource: { "Fn::Join": ["", [{ Ref: "B" }, "/*"]] } }],
  ])("a planted right to %s is caught", (_, statement) => {
    expect(tooWide("UsersRights00000000", statement)).not.toEqual([]);
  });
});

/** What the code could reach but the deployable's routes never do, and so may not. */
const unreached: Readonly<
  Partial<Record<Deployable, { readonly because: string; readonly verbs: readonly string[] }>>
> = {
  system: {
    because: "both routes are public and change nothing, so that no session is read and nothing is committed",
    verbs: [
      ...["BatchGetItem practice", "BatchGetItem session", "UpdateItem session", "PutItem practice", "PutItem audit"],
      "secretsmanager:GetSecretValue",
    ],
  },
  registration: {
    because: "both routes are public, so that no session is read",
    verbs: ["BatchGetItem practice", "BatchGetItem session"],
  },
  audit: {
    because: "its routes take no Idempotency-Key and send no mail, so that no reply is looked up or kept",
    verbs: ["GetItem practice", "PutItem practice"],
  },
  "mail-events": { because: "its own commits cause no mail", verbs: ["PutItem practice"] },
  "sftp-log": { because: "its own commits cause no mail", verbs: ["PutItem practice"] },
  mailer: { because: "its own commits cause no further mail", verbs: ["PutItem practice"] },
};

/** Rights of a function in the words of `usedVerbs`; those that every function has are left out. */
function grantedVerbs(name: string): string[] {
  const statements = rightsOf(name)?.statements ?? [];
  const verbs = statements.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => verbOn(action, JSON.stringify(resource)))),
  );
  return [...new Set(verbs)].filter((verb) => !/^(logs|xray|kms|sqs):|Stream|Records|Shard/.test(verb)).toSorted();
}
function verbOn(action: string, resource: string): string {
  if (!action.startsWith("dynamodb:")) return action;
  const table = /GetAtt(Practice|Session|Audit|Directory)/.exec(resource)?.[1]?.toLowerCase();
  const index = /"\/index\/(\w+)"/.exec(resource)?.[1];
  return `${action.replace("dynamodb:", "")} ${table}${index ? `/${index}` : ""}`;
}

describe("rights and code agree", () => {
  test.each(deployables)("%s may do what its code does, and nothing else", async (deployable) => {
    const { verbs: exempt = [] } = unreached[deployable] ?? {};
    const used = usedVerbs(await reachableCode(deployable)).filter((verb) => !exempt.includes(verb));
    expect(used.length).toBeGreaterThan(1);
    expect(grantedVerbs(pascalCase(deployable))).toEqual(used);
  });
  test.each(Object.entries(unreached))("what %s never reaches is really in its code", async (deployable, { verbs }) => {
    expect(usedVerbs(await reachableCode(deployable))).toEqual(expect.arrayContaining([...verbs]));
  });
  test("a planted use is seen", () => {
    const planted =
      'remove("practice", key); new GetCommand2({ TableName: tables.audit(), Key: k }); new AdminFooCommand({});';
    expect(usedVerbs(planted)).toEqual(["DeleteItem practice", "GetItem audit", "cognito-idp:AdminFoo"]);
  });
});

describe("who may do what", () => {
  const audit = (name: string) =>
    rightsOf(name)?.statements.filter(({ Resource }) => /GetAttAudit/.test(JSON.stringify(Resource))) ?? [];

  test.each(["Login", "Registration", "Practices", "Profile", "Mailer"])(
    "%s can add an audit event, and can neither read, change nor delete one",
    (name) => {
      expect(audit(name).flatMap(({ Action }) => Action)).toEqual(["dynamodb:PutItem"]);
    },
  );
  test("Users can add an audit event and look at those about one person, for the tries behind a lock and his history", () => {
    const [add, look, ...others] = audit("Users");
    expect([add?.Action, look?.Action, others]).toEqual([
      ["dynamodb:BatchGetItem", "dynamodb:PutItem"],
      "dynamodb:Query",
      [],
    ]);
    expect(JSON.stringify(look?.Resource)).toMatch(/\/index\/bySubject"/);
  });
  test("nobody can change or delete an audit event", () => {
    const all = policies.flatMap(({ statements }) =>
      statements.filter(({ Resource }) => /GetAttAudit/.test(JSON.stringify(Resource))),
    );
    expect(all.length).toBeGreaterThan(6);
    expect(new Set(all.flatMap(({ Action }) => Action))).toEqual(
      new Set(["dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"]),
    );
  });
  test("only login signs people in, only registration and users make Cognito users", () => {
    const may = (verb: string) =>
      policies.filter(({ text }) => text.includes(`"cognito-idp:${verb}"`)).map(({ id }) => id);
    expect(may("AdminInitiateAuth")).toEqual([expect.stringMatching(/^LoginRights/)]);
    expect(may("AdminCreateUser")).toEqual([
      expect.stringMatching(/^RegistrationRights/),
      expect.stringMatching(/^UsersRights/),
    ]);
  });
  test("only the mailer sends mail", () => {
    const may = policies.filter(({ text }) => text.includes('"ses:')).map(({ id }) => id);
    expect(may).toEqual([expect.stringMatching(/^MailerRights/)]);
  });
  test("only the mailer sends texts, to phone numbers and to no topic", () => {
    const may = policies.filter(({ text }) => text.includes('"sns:')).map(({ id }) => id);
    expect(may).toEqual([expect.stringMatching(/^MailerRights/)]);
    const denied = policies.flatMap(({ statements }) => statements.filter(({ Effect }) => Effect === "Deny"));
    expect(denied.map(({ Action }) => Action)).toEqual(["sns:Publish"]);
    expect(JSON.stringify(denied[0]?.Resource)).toMatch(/":sns:\*:\*:\*"/);
  });
  test("health and triggers can only read", () => {
    for (const name of ["System", "CognitoTriggers"]) {
      const verbs = rightsOf(name)?.statements.flatMap(({ Action }) => Action) ?? [];
      expect(verbs.length).toBeGreaterThan(3);
      expect(verbs.filter((verb) => /^dynamodb:(Put|Update|Delete|Batch|Condition)/.test(verb))).toEqual([]);
    }
  });
});
