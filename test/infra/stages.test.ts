import { RemovalPolicy } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { describe, expect, test } from "vitest";
import { problemsOf, type StageSettings, stageFor } from "../../infra/stages.ts";

describe("choosing a stage", () => {
  test("without a choice it is dev", () => {
    expect(stageFor({}).name).toBe("dev");
  });
  test("a stage names its sender and its parameter", () => {
    const { senderAddress, baseUrlParameter, sftpParameter } = stageFor({
      stage: "prod",
      mailDomain: "clinic.example.org",
    });
    expect(senderAddress).toBe("no-reply@clinic.example.org");
    expect(baseUrlParameter).toBe("/gatehouse/prod/base-url");
    expect(sftpParameter).toBe("/gatehouse/prod/sftp-endpoint");
  });
  test.each(["production", "", "__proto__", "toString", 7, null])(
    "an unknown stage %j names the known ones",
    (stage) => {
      expect(() => stageFor({ stage })).toThrow(/choose one of: dev, prod/);
    },
  );
  test("no stage has an SFTP server by itself, and -c sftp=on asks for it", () => {
    expect([stageFor({}).sftp, stageFor({ stage: "prod" }).sftp, stageFor({ sftp: "on" }).sftp]).toEqual([
      "off",
      "off",
      "on",
    ]);
  });
  test.each(["yes", true, ""])("an SFTP of %j is refused", (sftp) => {
    expect(() => stageFor({ sftp })).toThrow("sftp must be one of: on, off");
  });
  test.each(["localhost", "a b.org", "-", "no-reply@clinic.org", 5])("a mail domain %j is refused", (mailDomain) => {
    expect(() => stageFor({ mailDomain })).toThrow(/domain name/);
  });
});

test.each(["nobody", "", 2])("an approval of SFTP requests by %j is refused", (sftpApproval) => {
  expect(() => stageFor({ sftpApproval })).toThrow(/one of: operator, automatic, two-operators/);
});

test("SFTP requests are approved by whom the context says, one operator unless said otherwise", () => {
  expect(stageFor({}).sftpApproval).toBe("operator");
  expect(stageFor({ sftpApproval: "two-operators" }).sftpApproval).toBe("two-operators");
});

describe("the settings of a stage", () => {
  const sound: StageSettings = {
    removal: RemovalPolicy.RETAIN,
    isProtected: true,
    mailDomain: "clinic.example.org",
    archiveLock: { mode: "COMPLIANCE", days: 2192 },
    logRetention: RetentionDays.SIX_YEARS,
    sms: "off",
    payments: "none",
    sftp: "on",
    sftpFileDays: 30,
    sftpApproval: "operator",
    requestsPerAddress: 1000,
    help: {},
    reservedConcurrency: 10,
  };
  test("sound ones have no problem", () => {
    expect(problemsOf(sound)).toEqual([]);
  });
  test.each<[string, Partial<StageSettings>]>([
    [
      "a protected stage that deletes its data",
      { removal: RemovalPolicy.DESTROY, archiveLock: { mode: "GOVERNANCE", days: 1 } },
    ],
    ["a compliance lock on a bucket to be deleted", { removal: RemovalPolicy.DESTROY, isProtected: false }],
    ["a lock of no days", { archiveLock: { mode: "GOVERNANCE", days: 0 } }],
    ["a lock of half a day", { archiveLock: { mode: "GOVERNANCE", days: 0.5 } }],
    ["claim files that go the same day", { sftpFileDays: 0 }],
    ["a rate below what the firewall takes", { requestsPerAddress: 99 }],
    ["a concurrency of none", { reservedConcurrency: 0 }],
    ["a phone that nobody can call", { help: { phone: "call us" } }],
    ["hours of two lines", { help: { hours: "Monday\nTuesday" } }],
    ["a mail address that is none", { help: { mail: "help" } }],
    ["a chat that is no page", { help: { chat: "javascript:alert(1)" } }],
    ["a domain that is none", { mailDomain: "clinic" }],
  ])("%s is named as the one problem", (_, change) => {
    expect(problemsOf({ ...sound, ...change })).toHaveLength(1);
  });
  test("prod keeps the audit archive for six years against everybody", () => {
    expect(stageFor({ stage: "prod" }).archiveLock).toEqual({ mode: "COMPLIANCE", days: 2192 });
    expect(stageFor({ stage: "dev" }).archiveLock).toEqual({ mode: "GOVERNANCE", days: 1 });
  });
});
