import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, expect, test } from "vitest";
import type { Stack } from "../../../infra/local/stack.ts";
import { sftpEndpoint } from "../../../shared/config/sftp-endpoint.ts";
import { answered, connectSftp, openSsh } from "../../kit/sftp.ts";
import { client, emptyFolder, startFixture } from "./fixture-stack.ts";

const folder = emptyFolder();
const files = mkdtempSync(join(tmpdir(), "sftp-files-"));
afterAll(() => {
  folder.remove();
  rmSync(files, { recursive: true, force: true });
});

const login = (stack: Stack, password = "sunrise-right") => ({
  address: stack.sftp!.address,
  username: "sunrise",
  password,
});
const printed = (stack: Stack, start: string) => stack.logLines().filter((line) => line.startsWith(start));

test("a server of a template asks its function, keeps files in its bucket, and tells the bus and the log; all of it outlives a restart", async () => {
  const first = await startFixture(folder.path);
  const { BUCKET: Bucket = "" } = first.environmentOf("Identity");
  const large = Buffer.alloc(3_000_000, "claim ");
  writeFileSync(join(files, "large"), large);

  const ssm = new SSMClient(client(first.endpoints.ssm));
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/fixture/sftp" }));
  const { host, port, serverId, hostKey } = sftpEndpoint(Parameter?.Value ?? "");
  expect({ serverId, hostKey, address: `${host}:${port}` }).toEqual({ ...first.sftp });

  const s3 = new S3Client(client(first.endpoints.s3));
  const upload = () => openSsh("sftp", login(first), [`put ${join(files, "large")} a.837`]);
  expect((await upload()).code, "nothing is mapped to what is not there").not.toBe(0);
  await s3.send(new PutObjectCommand({ Bucket, Key: "home/sunrise/", Body: "", ContentLength: 0 }));
  const { code } = await upload();
  expect(code).toBe(0);
  const path = `/${Bucket}/home/sunrise/a.837`;
  await expect
    .poll(() => printed(first, "arrived"), { timeout: 20_000 })
    .toEqual([`arrived SFTP Server File Upload Completed ${path} 3000000`]);
  expect(printed(first, "asked")).toEqual(Array(2).fill(`asked for sunrise at ${serverId} from 127.0.0.1`));
  const object = await s3.send(new GetObjectCommand({ Bucket, Key: "home/sunrise/a.837" }));
  expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(large)).toBe(true);

  const refused = ["wrong", "sunrise-throws", "sunrise-text", "sunrise-late"];
  for (const password of refused) await expect(connectSftp(login(first, password))).rejects.toThrow(/authentication/);
  expect(printed(first, "Task timed out")).toHaveLength(1);
  await expect
    .poll(() => printed(first, "logged"), { timeout: 20_000 })
    .toEqual([...Array(2).fill("logged sunrise CONNECTED"), ...refused.map(() => "logged ERRORS AUTH_FAILURE")]);
  const half = await connectSftp(login(first));
  await answered((done) => half.sftp.open("half.837", "w", done));
  await first.close();

  const second = await startFixture(folder.path);
  try {
    expect(second.sftp).toMatchObject({ hostKey, serverId });
    const again = new S3Client(client(second.endpoints.s3));
    await again.send(new PutObjectCommand({ Bucket, Key: "home/sunrise/b.999", Body: "an acknowledgement" }));
    const { out } = await openSsh("sftp", login(second), [
      "ls -1",
      ...[`get a.837 ${files}/a`, `get b.999 ${files}/b`],
    ]);
    expect(out.split("\n").filter((line) => /^\w+\.\d+$/.test(line))).toEqual(["a.837", "b.999"]);
    expect(readFileSync(join(files, "a")).equals(large)).toBe(true);
    expect(readFileSync(join(files, "b"), "utf8")).toBe("an acknowledgement");
  } finally {
    await second.close();
  }
});
