import { createHash, randomBytes } from "node:crypto";
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ObjectStore } from "../../../../infra/local/services/s3/objects.ts";
import { answered, connectSftp, openSsh } from "../../../kit/sftp.ts";
import { bucket, fenced, own, type SftpHouse, sftpHouse } from "./sftp-house.ts";

/** SECURITY attack 82 by number and by size. `npm run long` tries it with 100,000 files and one of 5 GB. */
const files = Number(process.env["SFTP_FILES"] ?? 200);
const megabytes = Number(process.env["SFTP_MEGABYTES"] ?? 40);
/** What server and test may take beyond what they had, however many and large the files: the client is in this process too. */
const mostMegabytes = 200;
const minutes = 60_000;

let house: SftpHouse;
const folder = mkdtempSync(join(tmpdir(), "sftp-volume-"));
const local = (name: string) => join(folder, name);
const login = () => ({ address: house.address, username: "sunrise-theralytics", password: "right-password" });
beforeAll(async () => {
  house = await sftpHouse(() => fenced, new ObjectStore({ path: folder, inMemory: false }));
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Does something, watches this process meanwhile, and prints what it took. */
async function watched(what: string, work: () => Promise<void>): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const began = performance.now();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  await work().finally(() => clearInterval(watch));
  const seconds = (performance.now() - began) / 1000;
  const more = Math.round((most - before) / 2 ** 20);
  console.info(`${what}: ${seconds.toFixed(1)} s, ${more} MB more memory at most`);
  expect(more, `${what}: MB more memory`).toBeLessThan(mostMegabytes);
}

/** A file that repeats a random megabyte, written piece by piece. @returns its MD5 */
function written(path: string): string {
  const piece = randomBytes(2 ** 20);
  const hash = createHash("md5");
  const file = openSync(path, "w");
  for (let count = 0; count < megabytes; count++) {
    hash.update(piece);
    writeSync(file, piece);
  }
  closeSync(file);
  return hash.digest("hex");
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash("md5");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

test(
  "one large file takes no more memory than a small one, in and out, and comes back as it was (attack 82)",
  async () => {
    const hash = written(local("large"));
    await watched(`a file of ${megabytes} MB in`, async () => {
      expect((await openSsh("sftp", login(), [`put ${local("large")} inbound/large`])).code).toBe(0);
    });
    expect(house.objects.list(bucket, `${own}/inbound/large`)).toMatchObject([{ size: megabytes * 2 ** 20 }]);
    expect(house.events.at(-1)).toMatchObject({ detail: { etag: hash, bytes: megabytes * 2 ** 20 } });
    rmSync(local("large"));
    await watched(`a file of ${megabytes} MB out`, async () => {
      expect((await openSsh("sftp", login(), [`get inbound/large ${local("back")}`])).code).toBe(0);
    });
    expect(await md5Of(local("back"))).toBe(hash);
    rmSync(local("back"));
    house.objects.delete(bucket, `${own}/inbound/large`);
  },
  15 * minutes,
);

test(
  "as many files of one byte as somebody likes are each taken and told, and listed to the last (attack 82)",
  async () => {
    house.events.length = 0;
    const { sftp, end } = await connectSftp(login());
    const name = (number: number) => `claim-${String(number).padStart(7, "0")}.837`;
    let next = 0;
    let told = 0;
    const client = async () => {
      for (let number = next++; number < files; number = next++) {
        expect(await answered((done) => sftp.writeFile(`/inbound/${name(number)}`, "x", done as never))).toBe(
          undefined,
        );
        // Counted and forgotten: the memory that is watched is the server's.
        told += house.events.splice(0).length;
      }
    };
    await watched(
      `${files} files of one byte`,
      async () => void (await Promise.all(Array.from({ length: 8 }, client))),
    );
    expect(told + house.events.length).toBe(files);
    await watched(`a list of ${files} files`, async () => {
      const listed = await answered<{ filename: string }[]>((done) => sftp.readdir("/inbound", done as never));
      const names = (listed as { filename: string }[]).map(({ filename }) => filename);
      expect([names.length, names[0], names.at(-1)]).toEqual([files, name(0), name(files - 1)]);
    });
    await end();
    const { code, out } = await openSsh("sftp", login(), [`ls -1 inbound/${name(files - 1)}`, `rm inbound/${name(0)}`]);
    expect([code, out]).toEqual([0, expect.stringContaining(name(files - 1))]);
    const kept = house.objects.list(bucket, `${own}/inbound/`).filter(({ key }) => !key.endsWith("/"));
    expect(kept.length).toBe(files - 1);
    expect(house.faults).toEqual([]);
  },
  15 * minutes,
);
