import { spawn } from "node:child_process";
import { join } from "node:path";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, expect, test } from "vitest";
import type { Stack } from "../../../infra/local/stack.ts";
import { client, emptyFolder, startFixture } from "./fixture-stack.ts";

const folder = emptyFolder();
afterAll(() => folder.remove());

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** Starts the writer, kills it while it writes, and tells what it was told. */
async function killWhileWriting(): Promise<{ addresses: string[]; acknowledged: string[] }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "crash-child.ts"), folder.path]);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  await expect.poll(() => printed.split("\n").length, { timeout: 30_000 }).toBeGreaterThan(150);
  await expect.poll(() => printed.match(/^file /gm)?.length ?? 0, { timeout: 30_000 }).toBeGreaterThan(5);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));
  const [first = "", ...lines] = printed.split("\n");
  return { addresses: Object.values(JSON.parse(first)), acknowledged: lines.slice(0, -1) };
}

/** What of the acknowledged writes is not there, as far as the table tells. */
async function lostOf(acknowledged: readonly string[], stack: Stack): Promise<string[]> {
  const there = new Set<string>();
  const dynamo = new DynamoDBClient(client(stack.endpoints.dynamodb));
  for await (const page of paginateScan({ client: dynamo }, { TableName: stack.tables[0] })) {
    for (const { pk, sk } of page.Items ?? []) there.add(`${pk?.S} ${sk?.S}`);
  }
  const rows = acknowledged.filter((each) => !each.startsWith("file "));
  return rows.filter((key) => !there.has(`${key} one`) || !there.has(`${key} two`));
}

/** Files of the bucket by the name they were sent with, and how large each is. */
async function filesOf(stack: Stack): Promise<Map<string, number>> {
  const s3 = new S3Client(client(stack.endpoints.s3));
  const { BUCKET: Bucket } = stack.environmentOf("Identity");
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "home/sunrise/" }));
  const files = Contents.filter(({ Key = "" }) => !Key.endsWith("/"));
  return new Map(files.map(({ Key = "", Size = -1 }) => [Key.slice("home/sunrise/".length), Size]));
}

// By `npm run long`; `npm test` kills a whole `npm start` in test/faults/kill.test.ts.
test.each(process.env["ALL_CRASHES"] === "1" ? [1, 2, 3] : [])(
  "a killed process leaves no process and no port behind, nothing it acknowledged is lost, and no file is there in part (%i)",
  async () => {
    const { addresses, acknowledged } = await killWhileWriting();
    expect(acknowledged.length).toBeGreaterThan(100);
    const stack = await startFixture(folder.path);
    try {
      // The database of the killed process had to be gone before this one could open its files.
      for (const address of addresses) expect(await answers(address)).toBe(false);
      expect(await lostOf(acknowledged, stack)).toEqual([]);
      const files = await filesOf(stack);
      const sent = acknowledged.filter((each) => each.startsWith("file ")).map((each) => each.slice("file ".length));
      expect(sent.filter((name) => !files.has(name))).toEqual([]);
      expect([...files].filter(([name, size]) => Number(name.split("-")[1]) !== size)).toEqual([]);
    } finally {
      await stack.close();
    }
  },
  120_000,
);

test("a folder in use is refused by name, and a closed stack leaves it free", async () => {
  const stack = await startFixture(folder.path);
  await expect(startFixture(folder.path)).rejects.toThrow(`process ${process.pid}`);
  await stack.close();
  const again = await startFixture(folder.path);
  const addresses = [again.baseUrl, again.toolsUrl, ...Object.values(again.endpoints)];
  expect(addresses).toHaveLength(14);
  await again.close();
  for (const address of addresses) expect(await answers(address)).toBe(false);
}, 60_000);
