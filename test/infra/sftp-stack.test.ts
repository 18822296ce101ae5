import { describe, expect, test } from "vitest";
import { resourcesOf, synthesize } from "./synthesized.ts";

type Json = Readonly<Record<string, unknown>>;
const on = synthesize("prod");
const off = synthesize("prod", {});
const [server] = resourcesOf(on, "AWS::Transfer::Server");
const template = on.templates.get("sftp");

/** The one resource of a type whose id begins so. */
function named(type: string, start: string) {
  const found = resourcesOf(on, type).filter(({ id }) => new RegExp(`^${start}[0-9A-F]{8}$`).test(id));
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe("a stage without SFTP", () => {
  test("is every stage by itself: no server, no stack, and nothing that waits for one", () => {
    expect([...off.templates.keys()]).not.toContain("sftp");
    expect(off.templates.size).toBe(on.templates.size - 1);
    const told = JSON.stringify([...off.templates.values()]);
    expect(told).not.toMatch(/AWS::Transfer|SftpIdentity|SFTP are refused/);
    expect(JSON.stringify([...on.templates.values()])).toMatch(/AWS::Transfer.*SFTP are refused/);
  });
  test("is told to every function that would let people ask for what is not there", () => {
    const told = (assembly: typeof on) =>
      resourcesOf(assembly, "AWS::Lambda::Function").flatMap(({ id, properties }) => {
        const { SFTP_SERVER } = ((properties["Environment"] as Json)?.["Variables"] ?? {}) as Json;
        return SFTP_SERVER === undefined ? [] : [`${id.replace(/[0-9A-F]{8}$/, "")} ${SFTP_SERVER}`];
      });
    const names = ["Login", "Operators", "SecretLinks", "SftpAccounts", "SftpRequests"];
    expect(told(on).sort()).toEqual(names.map((name) => `${name} on`));
    expect(told(off).sort()).toEqual(names.map((name) => `${name} off`));
  });
});

describe("the SFTP server", () => {
  test("takes SFTP only, by today's algorithms, from whoever the function knows", () => {
    expect(resourcesOf(on, "AWS::Transfer::Server")).toHaveLength(1);
    expect(server?.properties).toMatchObject({
      Domain: "S3",
      Protocols: ["SFTP"],
      IdentityProviderType: "AWS_LAMBDA",
      IdentityProviderDetails: {
        Function: { "Fn::GetAtt": [named("AWS::Lambda::Function", "SftpIdentity").id, "Arn"] },
        SftpAuthenticationMethods: "PUBLIC_KEY_OR_PASSWORD",
      },
      SecurityPolicyName: "TransferSecurityPolicy-2024-01",
      StructuredLogDestinations: [{ "Fn::GetAtt": [named("AWS::Logs::LogGroup", "ServerLogs").id, "Arn"] }],
    });
    expect(server?.properties).not.toHaveProperty("LoggingRole");
  });
  test("writes a log that is encrypted and kept as long as the others", () => {
    const { properties } = named("AWS::Logs::LogGroup", "ServerLogs");
    expect(properties).toMatchObject({ RetentionInDays: 2192, KmsKeyId: expect.anything() });
  });
  test("alone may ask the function who somebody is", () => {
    const identity = named("AWS::Lambda::Function", "SftpIdentity").id;
    const permissions = resourcesOf(on, "AWS::Lambda::Permission").filter(({ properties }) =>
      JSON.stringify(properties["FunctionName"]).includes(identity),
    );
    expect(permissions.map(({ properties }) => properties)).toMatchObject([
      {
        Principal: "transfer.amazonaws.com",
        SourceArn: { "Fn::GetAtt": [server?.id, "Arn"] },
        SourceAccount: { Ref: "AWS::AccountId" },
      },
    ]);
  });
  test("writes its address where functions of earlier stacks look, and they may read it", () => {
    const [parameter] = Object.values(template!.Resources).filter(({ Type }) => Type === "AWS::SSM::Parameter");
    expect(parameter?.Properties).toMatchObject({ Name: "/gatehouse/prod/sftp-endpoint" });
    const asked = resourcesOf(on, "Custom::AWS").map(({ properties }) => JSON.stringify(properties["Create"]));
    expect(asked).toEqual([expect.stringContaining("describeServer")]);
    for (const name of ["Mailer", "SftpIdentity"]) {
      const { properties } = named("AWS::Lambda::Function", name);
      expect(properties).toHaveProperty("Environment.Variables.SFTP_PARAMETER", "/gatehouse/prod/sftp-endpoint");
      const rights = JSON.stringify(named("AWS::IAM::ManagedPolicy", `${name}Rights`).properties);
      expect(rights).toMatch(/ssm:GetParameter.*gatehouse\/prod\/sftp-endpoint/);
    }
  });
});

test("an event that a function threw at three times is kept: EventBridge hands it over and does not wait", () => {
  for (const name of ["FileArrival", "MailEvents"]) {
    const { properties } = named("AWS::Lambda::Function", name);
    const queue = { "Fn::GetAtt": [expect.stringMatching(/^LostEvents[0-9A-F]{8}$/), "Arn"] };
    expect(properties).toHaveProperty("DeadLetterConfig.TargetArn", queue);
    const rights = JSON.stringify(named("AWS::IAM::ManagedPolicy", `${name}Rights`).properties);
    expect(rights).toContain("sqs:SendMessage");
  }
});

describe("the files", () => {
  test("are encrypted with our key, kept in versions, closed to the public, and go when their time is over", () => {
    const { properties } = named("AWS::S3::Bucket", "Files");
    expect(properties).toMatchObject({
      VersioningConfiguration: { Status: "Enabled" },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LoggingConfiguration: expect.anything(),
      LifecycleConfiguration: {
        Rules: [
          {
            Status: "Enabled",
            ExpirationInDays: 2192,
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    });
  });
  test("are opened by a role that only the service takes for users of this account, below the accounts' prefix", () => {
    const role = named("AWS::IAM::Role", "User").properties["AssumeRolePolicyDocument"];
    expect(role).toMatchObject({
      Statement: [
        {
          Principal: { Service: "transfer.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
        },
      ],
    });
    expect(JSON.stringify(role)).toContain('":user/*"');
    const rights = named("AWS::IAM::ManagedPolicy", "UserRights").properties["PolicyDocument"] as {
      Statement: { Action: string | string[]; Resource: unknown; Condition?: unknown }[];
    };
    const objects = rights.Statement.filter(({ Action }) => [Action].flat().some((verb) => /Object$/.test(verb)));
    expect(objects.flatMap(({ Action }) => Action)).toEqual(["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]);
    expect(objects.every(({ Resource }) => JSON.stringify(Resource).endsWith('"/practices/*"]]}'))).toBe(true);
    const listing = rights.Statement.find(({ Action }) => Action === "s3:ListBucket");
    expect(listing?.Condition).toEqual({ StringLike: { "s3:prefix": "practices/*" } });
  });
});
