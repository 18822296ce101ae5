import { describe, expect, test } from "vitest";
import { pascalCase } from "../../infra/constructs/workflow-function.ts";
import { acknowledgements } from "../../infra/nag.ts";
import { alarmLines } from "../../shared/config/alarm-lines.ts";
import { environments } from "../../shared/config/environment.ts";
import { cycleIn, edgesOf, resourceGraph, stackGraph } from "./references.ts";
import { type Resource, resourcesOf, type Synthesized, synthesize, type Template } from "./synthesized.ts";

const prod = synthesize("prod");
const dev = synthesize("dev");

describe("what must outlive a mistake", () => {
  const stateful = [
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::S3::Bucket",
    "AWS::Cognito::UserPool",
    "AWS::SecretsManager::Secret",
    "AWS::Backup::BackupVault",
    "AWS::Logs::LogGroup",
  ];
  const unkept = (stage: Pick<Synthesized, "templates">) =>
    resourcesOf(stage, ...stateful)
      .filter(
        ({ DeletionPolicy, UpdateReplacePolicy }) => DeletionPolicy !== "Retain" || UpdateReplacePolicy !== "Retain",
      )
      .map(({ id }) => id);
  const protectedBy: Readonly<Record<string, (properties: Readonly<Record<string, unknown>>) => boolean>> = {
    "AWS::DynamoDB::Table": ({ DeletionProtectionEnabled }) => DeletionProtectionEnabled === true,
    "AWS::Cognito::UserPool": ({ DeletionProtection }) => DeletionProtection === "ACTIVE",
  };

  test("prod keeps everything that holds data when its stack is deleted or it is replaced", () => {
    expect(resourcesOf(prod, ...stateful).length).toBeGreaterThan(20);
    expect(unkept(prod)).toEqual([]);
  });
  test.each(Object.entries(protectedBy))("prod forbids to delete any %s", (type, isProtected) => {
    const found = resourcesOf(prod, type);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ properties }) => !isProtected(properties))).toEqual([]);
  });
  test("prod's stacks are protected from termination, dev's are not", () => {
    expect(prod.terminationProtected).toEqual(Array.from({ length: 10 }, () => true));
    expect(dev.terminationProtected).not.toContain(true);
  });
  test("dev leaves nothing behind", () => {
    expect(unkept(dev)).toHaveLength(resourcesOf(dev, ...stateful).length);
  });
  test("a planted table that would be deleted is caught", () => {
    const table: Resource = { Type: "AWS::DynamoDB::Table", DeletionPolicy: "Retain", UpdateReplacePolicy: "Delete" };
    expect(unkept({ templates: new Map([["planted", { Resources: { Lost: table } }]]) })).toEqual(["Lost"]);
  });
});

describe("the tables", () => {
  test("are encrypted with our key, can go back in time and forget what has expired", () => {
    const tables = resourcesOf(prod, "AWS::DynamoDB::Table");
    expect(tables).toHaveLength(4);
    for (const { properties } of tables) {
      expect(properties).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: "expiresAtSeconds", Enabled: true },
      });
    }
  });
  test("are all in the backup plan", () => {
    const [selection] = resourcesOf(prod, "AWS::Backup::BackupSelection");
    expect(selection?.properties).toHaveProperty("BackupSelection.Resources.length", 4);
  });
  test("the audit table is asked by practice and one thing more, newest by sort key", () => {
    const [audit] = resourcesOf(dev, "AWS::DynamoDB::Table").filter(({ id }) => id.startsWith("Audit"));
    const indexes = audit?.properties["GlobalSecondaryIndexes"] as { IndexName: string; KeySchema: unknown }[];
    expect(indexes.map(({ IndexName }) => IndexName)).toEqual(["byActor", "bySubject", "byPatient", "byAction"]);
    expect(indexes[0]?.KeySchema).toEqual([
      { AttributeName: "practiceId", KeyType: "HASH" },
      { AttributeName: "actorId", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ]);
  });
});

describe.each([...dev.templates])("the template of %s", (_, template) => {
  const graph = resourceGraph(template);
  test("can be made in some order", () => {
    expect(graph.size).toBe(Object.keys(template.Resources).length);
    expect(edgesOf(graph)).toBeGreaterThan(0);
    expect(cycleIn(graph)).toBeUndefined();
  });
  test("has fewer than 450 resources", () => {
    expect(graph.size).toBeLessThan(450);
  });
  test("fits CloudFormation's megabyte", () => {
    expect(Buffer.byteLength(JSON.stringify(template))).toBeLessThan(1_000_000);
  });
});

describe("the stacks", () => {
  const graph = stackGraph(dev.templates);
  test("refer one way only: each to those before it", () => {
    const order = [
      "data",
      "directory",
      "caretaker",
      "epcs",
      "mail",
      "identity",
      "api",
      "sftp",
      "audit-archive",
      "observability",
    ];
    expect([...graph.keys()].toSorted()).toEqual(order.toSorted());
    expect(edgesOf(graph)).toBeGreaterThan(5);
    expect(cycleIn(graph)).toBeUndefined();
    const backward = [...graph].flatMap(([stack, needs]) =>
      [...needs].filter((other) => order.indexOf(other) >= order.indexOf(stack)).map((other) => `${stack} → ${other}`),
    );
    expect(backward).toEqual([]);
  });
  test("a planted cycle in a template is caught, through Sub and DependsOn as well", () => {
    const planted: Template = {
      Resources: {
        A: { Type: "X", Properties: { a: { "Fn::Join": ["", [{ Ref: "B" }]] } } },
        B: { Type: "X", Properties: { b: { "Fn::Sub": `https://\${C.Arn}` } } },
        C: { Type: "X", DependsOn: "A" },
      },
    };
    expect(cycleIn(resourceGraph(planted))).toEqual(["A", "B", "C", "A"]);
  });
  test("a planted cycle between stacks is caught", () => {
    const stack = (made: string, wanted: string): Template => ({
      Resources: { R: { Type: "X", Properties: { r: { "Fn::ImportValue": wanted } } } },
      Outputs: { O: { Value: 1, Export: { Name: made } } },
    });
    expect(
      cycleIn(
        stackGraph(
          new Map([
            ["a", stack("x", "y")],
            ["b", stack("y", "x")],
          ]),
        ),
      ),
    ).toEqual(["a", "b", "a"]);
  });
});

describe("every function", () => {
  const functions = Object.entries(environments).map(([deployable, variables]) => {
    const found = resourcesOf(prod, "AWS::Lambda::Function").filter(({ id }) =>
      new RegExp(`^${pascalCase(deployable)}[0-9A-F]{8}$`).test(id),
    );
    return { deployable, variables, found, properties: found[0]?.properties ?? {} };
  });
  const variablesOf = (properties: Readonly<Record<string, unknown>>) =>
    (properties["Environment"] as { Variables: Readonly<Record<string, unknown>> }).Variables;

  test.each(functions)(
    "$deployable is deployed once, with exactly its variables",
    ({ found, variables, properties }) => {
      expect(found).toHaveLength(1);
      expect(Object.keys(variablesOf(properties)).toSorted()).toEqual([...variables].toSorted());
    },
  );
  test.each(functions)(
    "$deployable runs Node 24 on arm64, traced, with a time limit and kept concurrency",
    ({ deployable, properties }) => {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "handler.handler",
        TracingConfig: { Mode: "Active" },
        ReservedConcurrentExecutions: 50,
      });
      // Nobody waits for what follows rows, looks practices through or reads large files: those may take longer.
      const most = { directory: 60, caretaker: 600, "file-arrival": 300 }[String(deployable)] ?? 30;
      expect(Number(properties["Timeout"])).toBeLessThanOrEqual(most);
      expect(Number(properties["MemorySize"])).toBeGreaterThanOrEqual(512);
    },
  );
  test.each(functions)(
    "$deployable is made after its rights, without which Lambda refuses it",
    ({ deployable, found }) => {
      const rights = new RegExp(`^${pascalCase(deployable)}Rights`);
      expect(found[0]?.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(rights)]));
    },
  );
  test.each(functions)("$deployable says who is hurt when it fails", ({ deployable, properties }) => {
    expect(properties["Description"]).toMatch(new RegExp(`^${deployable}: .{20,}[^.]$`));
  });

  /** RULINGS 16: the gateway's address or stage in a variable makes a cycle that synth does not report. */
  const knowsGateway = (value: unknown) => /execute-api|Deployment|Gateway/.test(JSON.stringify(value));
  test.each(functions)("$deployable is not told the gateway's address", ({ properties }) => {
    expect(Object.keys(variablesOf(properties)).length).toBeGreaterThan(1);
    expect(knowsGateway(variablesOf(properties))).toBe(false);
  });
  test("a planted address is caught", () => {
    expect(knowsGateway({ BASE_URL: { "Fn::Join": ["", ["https://", { Ref: "Gateway43CB3636" }]] } })).toBe(true);
  });
});

describe("the user pool", () => {
  test("has one client: confidential, by our backend's password flow only", () => {
    const clients = resourcesOf(prod, "AWS::Cognito::UserPoolClient");
    expect(clients).toHaveLength(1);
    expect(clients[0]?.properties).toMatchObject({
      GenerateSecret: true,
      ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      AllowedOAuthFlowsUserPoolClient: false,
      AuthSessionValidity: 10,
    });
  });
  test("nobody can sign up or reset a password there by himself", () => {
    const [pool] = resourcesOf(prod, "AWS::Cognito::UserPool");
    expect(pool?.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
      MfaConfiguration: "OPTIONAL",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      UserPoolTier: "ESSENTIALS",
      Policies: { PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 5 } },
      Schema: [{ Name: "practice", AttributeDataType: "String", Mutable: false }],
    });
    expect(pool?.properties).toHaveProperty("LambdaConfig.PreAuthentication");
  });
});

test("the directory's follower tries thirty times, since no sweep follows what it gave up", () => {
  const [mapping] = resourcesOf(dev, "AWS::Lambda::EventSourceMapping").filter(({ id }) => id.startsWith("UserRows"));
  expect(mapping?.properties).toMatchObject({ MaximumRetryAttempts: 30, BisectBatchOnFunctionError: true });
});

describe("the mailer", () => {
  test("wakes for new outbox rows only, and gives up on one row without the others", () => {
    const [mapping] = resourcesOf(dev, "AWS::Lambda::EventSourceMapping").filter(({ id }) => id.startsWith("Outbox"));
    const filters = mapping?.properties["FilterCriteria"] as { Filters: { Pattern: string }[] };
    expect(filters.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ["INSERT"], dynamodb: { NewImage: { sk: { S: [{ prefix: "O#" }] } } } },
    ]);
    expect(mapping?.properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      MaximumRetryAttempts: 3,
    });
    expect(mapping?.properties).toHaveProperty("DestinationConfig.OnFailure.Destination");
  });
  test("sweeps each minute, with dead letters of its own", () => {
    const [rule] = resourcesOf(dev, "AWS::Events::Rule").filter(({ properties }) =>
      JSON.stringify(properties).includes("Mailer"),
    );
    expect(rule?.properties).toMatchObject({ ScheduleExpression: "rate(1 minute)", State: "ENABLED" });
    const [target] = rule!.properties["Targets"] as { Input: string; DeadLetterConfig: unknown }[];
    expect(JSON.parse(target?.Input ?? "")).toEqual({ sweep: true });
    expect(target?.DeadLetterConfig).toBeDefined();
  });
});

describe("the audit archive", () => {
  test.each([
    ["dev", dev, { Mode: "GOVERNANCE", Days: 1 }],
    ["prod", prod, { Mode: "COMPLIANCE", Days: 2192 }],
  ] as const)("%s locks what is written", (_, stage, DefaultRetention) => {
    const archives = resourcesOf(stage, "AWS::S3::Bucket").filter(({ properties }) => properties["ObjectLockEnabled"]);
    expect(archives).toHaveLength(1);
    expect(archives[0]?.properties).toMatchObject({ ObjectLockConfiguration: { Rule: { DefaultRetention } } });
  });
  test("signs with a key that never leaves KMS", () => {
    const keys = resourcesOf(prod, "AWS::KMS::Key").filter(
      ({ properties }) => properties["KeyUsage"] === "SIGN_VERIFY",
    );
    expect(keys.map(({ properties }) => properties["KeySpec"])).toEqual(["ECC_NIST_P256"]);
  });
});

describe("the alarm of spraying (attack 15)", () => {
  test("counts the very line that the sign-in prints, and rings at one", () => {
    const [filter, ...others] = resourcesOf(dev, "AWS::Logs::MetricFilter");
    expect(others).toEqual([]);
    expect(filter?.properties["FilterPattern"]).toBe(`{ $.message = "${alarmLines.spraying}" }`);
    const transformations = filter?.properties["MetricTransformations"] as [{ MetricName: string }];
    const alarms = resourcesOf(dev, "AWS::CloudWatch::Alarm").filter(
      ({ properties }) => properties["MetricName"] === transformations[0].MetricName,
    );
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, Period: 300, Statistic: "Sum" });
  });
});

describe("the acknowledgements", () => {
  const isReason = (reason: string) => reason.trim().split(/\s+/).length >= 10 && /[.]$/.test(reason.trim());
  test("each has a reason in a sentence that a stranger can judge", () => {
    expect(dev.acknowledged.length).toBeGreaterThan(0);
    expect(dev.acknowledged.filter(({ reason }) => !isReason(String(reason)))).toEqual([]);
  });
  test("a planted excuse is caught", () => {
    expect(isReason("not needed here.")).toBe(false);
  });
  test("each comes from the one list, and each of the list is used", () => {
    const listed = Object.values(acknowledgements).map(({ reason }) => reason);
    const used = new Set(dev.acknowledged.map(({ reason }) => String(reason)));
    expect([...used].toSorted()).toEqual([...new Set(listed)].toSorted());
  });
  test("prod acknowledges nothing that dev does not, and dev not more than when this was last read", () => {
    const byRule = Map.groupBy(dev.acknowledged, ({ rule }) => rule);
    console.info([...byRule].map(([rule, { length }]) => `${length} x ${rule}`).join("\n"));
    const said = (all: typeof dev.acknowledged) => new Set(all.map(({ rule, reason }) => `${rule}: ${reason}`));
    const known = said(dev.acknowledged);
    expect([...said(prod.acknowledged)].filter((each) => !known.has(each))).toEqual([]);
    expect(dev.acknowledged.length).toBeLessThanOrEqual(129);
  });
});

test("a stage without payments has neither a secret for them nor a door for the provider's messages", () => {
  const told = ({ templates }: typeof dev) => JSON.stringify([...templates.values()]);
  for (const word of ["PaymentSecret", '"PathPart":"messages"', "PaymentMessages"]) {
    expect(told(dev)).toContain(word);
    expect(told(prod)).not.toContain(word);
  }
});
