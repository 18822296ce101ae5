import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { answered, connectSftp } from "../../kit/sftp.ts";
import { client, startFixture } from "./fixture-stack.ts";

/** Runs the fixture's stacks and writes as fast as it can, a line for each write that was acknowledged; to be killed. */
const stack = await startFixture(process.argv[2] ?? "");
const TableName = stack.tables[0];
const dynamo = new DynamoDBClient(client(stack.endpoints.dynamodb));
process.stdout.write(`${JSON.stringify({ baseUrl: stack.baseUrl, dynamodb: stack.endpoints.dynamodb })}\n`);

async function write(writer: number): Promise<never> {
  for (let at = 0; ; at += 1) {
    const put = (sk: string) => ({ Put: { TableName, Item: { pk: { S: `${writer}-${at}` }, sk: { S: sk } } } });
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [put("one"), put("two")] }));
    process.stdout.write(`${writer}-${at}\n`);
  }
}

/** Files by SFTP, small and large by turns; the name says how many bytes one has. */
async function upload(): Promise<never> {
  const address = stack.sftp?.address ?? "";
  const { BUCKET: Bucket } = stack.environmentOf("Identity");
  const s3 = new S3Client(client(stack.endpoints.s3));
  await s3.send(new PutObjectCommand({ Bucket, Key: "home/sunrise/", Body: "", ContentLength: 0 }));
  const { sftp } = await connectSftp({ address, username: "sunrise", password: "sunrise" });
  for (let at = 0; ; at += 1) {
    const size = at % 2 === 0 ? 200 : 1_500_000;
    await answered((done) => sftp.writeFile(`${at}-${size}`, Buffer.alloc(size, 7), done as never));
    process.stdout.write(`file ${at}-${size}\n`);
  }
}
await Promise.all([upload(), ...[1, 2, 3, 4].map(write)]);
