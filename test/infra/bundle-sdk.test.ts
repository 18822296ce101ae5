import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { describe, expect, test } from "vitest";
import { environmentCredentialsOnly } from "../../infra/bundle-plugins.ts";
import { namedErrorsOnly, usedFeaturesOnly, versionsOnly } from "../../infra/bundle-sdk-plugins.ts";

interface Bundled {
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a few bundled lines export is known by the test that wrote them
  readonly exports: any;
}

/** Bundles a few lines as the functions are and loads them. */
async function bundled(code: string, plugins: Plugin[]): Promise<Bundled> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bundle-"));
  try {
    const { outputFiles } = await build({
      stdin: { contents: code, resolveDir: process.cwd() },
      bundle: true,
      format: "esm",
      platform: "node",
      mainFields: ["module", "main"],
      write: false,
      plugins,
      banner: {
        js: 'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);',
      },
    });
    const text = outputFiles[0]?.text ?? "";
    writeFileSync(join(folder, "out.mjs"), text);
    return { text, exports: await import(pathToFileURL(join(folder, "out.mjs")).href) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const plugins = [environmentCredentialsOnly, usedFeaturesOnly, namedErrorsOnly(process.cwd()), versionsOnly];

/** A client's network that answers every request alike, and the requests it was sent. */
function answering(statusCode: number, body: string) {
  const sent: { headers: Record<string, string> }[] = [];
  const handle = async (request: { headers: Record<string, string> }) => {
    sent.push(request);
    return { response: { statusCode, headers: {}, body: Readable.from([Buffer.from(body)]) } };
  };
  return { sent, requestHandler: { handle } };
}

describe("a client of the SDK as it is bundled", async () => {
  const dynamo = await bundled(
    'export { ConditionalCheckFailedException, DynamoDBClient, DynamoDBServiceException, GetItemCommand } from "@aws-sdk/client-dynamodb";',
    plugins,
  );
  const fails = async (type: string, more: object = {}) => {
    const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: "why", ...more });
    const { sent, requestHandler } = answering(400, body);
    const client = new dynamo.exports.DynamoDBClient({ requestHandler, maxAttempts: 2 });
    const command = new dynamo.exports.GetItemCommand({ TableName: "t", Key: { pk: { S: "1" } } });
    return { sent, error: await client.send(command).then(undefined, (error: unknown) => error) };
  };

  test("an error that nobody names keeps its name, message and fault", async () => {
    const { error } = await fails("BackupInUseException");
    expect(dynamo.text).not.toContain("class BackupInUseException");
    expect(error).toMatchObject({ name: "BackupInUseException", message: "why", $fault: "client" });
    expect(error).toBeInstanceOf(dynamo.exports.DynamoDBServiceException);
  });
  test("an error that our sources name is of its class and has its fields", async () => {
    const { error } = await fails("ConditionalCheckFailedException", { Item: { pk: { S: "1" } } });
    expect(error).toBeInstanceOf(dynamo.exports.ConditionalCheckFailedException);
    expect(error).toMatchObject({ message: "why", Item: { pk: { S: "1" } } });
  });
  test.each(["ThrottlingException", "ProvisionedThroughputExceededException", "TransactionInProgressException"])(
    "%s is repeated, whether its class is there or not",
    async (type) => {
      expect((await fails(type)).sent).toHaveLength(2);
    },
  );
  test("an error that cannot pass is not repeated", async () => {
    expect((await fails("ResourceNotFoundException")).sent).toHaveLength(1);
  });
  test("the version is still told, and nothing else of the package", async () => {
    const { sent } = await fails("ResourceNotFoundException");
    expect(sent[0]?.headers["user-agent"]).toMatch(/aws-sdk-js\/3\.\d+/);
    expect(dynamo.text).not.toContain("devDependencies");
  });
  test("streaming of events and endpoint discovery are left out", () => {
    expect(dynamo.text).not.toMatch(/class EventStreamSerde|class LRUCache/);
  });
});

test("a mail that SES refuses is known by its name, though its class is left out", async () => {
  const { exports, text } = await bundled(
    'export { SESClient, SendEmailCommand } from "@aws-sdk/client-ses";',
    plugins,
  );
  expect(text).not.toContain("class MessageRejected");
  const xml =
    "<ErrorResponse><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>why</Message></Error><RequestId>r</RequestId></ErrorResponse>";
  const { requestHandler } = answering(400, xml);
  const client = new exports.SESClient({ requestHandler, maxAttempts: 1 });
  const command = new exports.SendEmailCommand({ Source: "a@b.example", Destination: {}, Message: {} });
  await expect(client.send(command)).rejects.toMatchObject({ name: "MessageRejected", message: "why" });
});

test("an unused feature may be constructed, and says what is missing when it is used", async () => {
  const code = 'import Cache from "mnemonist/lru-cache"; export const make = () => new Cache(10);';
  const { exports } = await bundled(code, [usedFeaturesOnly]);
  expect(() => exports.make()).not.toThrow();
  expect(() => exports.make().has("key")).toThrow("endpoint discovery is not bundled");
});
