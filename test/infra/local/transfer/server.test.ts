import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answered, connectSftp, newKeyPair, openSsh, said } from "../../../kit/sftp.ts";
import { bucket, fenced, own, role, type SftpHouse, sftpHouse } from "./sftp-house.ts";

const password = "right-password";
const keys = { ed25519: newKeyPair(), rsa: newKeyPair("rsa"), ecdsa: newKeyPair("ecdsa") };
const stranger = newKeyPair();

/** Lets one password and three keys in, as the function's contract says. */
const usual = ({ password: given, username }: { username: string; password?: string }): unknown => {
  if (username !== "sunrise-theralytics") return {};
  if (given === undefined) return { ...fenced, PublicKeys: Object.values(keys).map((pair) => pair.public) };
  return given === password ? fenced : {};
};
let double: (event: { username: string; password?: string }) => unknown = usual;
let house: SftpHouse;
const folder = mkdtempSync(join(tmpdir(), "sftp-test-"));
const local = (name: string) => join(folder, name);
beforeAll(async () => {
  house = await sftpHouse((event) => double(event));
});
beforeEach(() => {
  double = usual;
  for (const list of [house.events, house.asked, house.faults]) list.length = 0;
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const login = () => ({ address: house.address, username: "sunrise-theralytics", password });
const byKey = (privateKey: string) => ({ address: house.address, username: "sunrise-theralytics", privateKey });
const stored = (name: string) =>
  Buffer.from(house.objects.get(bucket, `${own}/inbound/${name}`)?.body ?? []).toString();
const inbound = () => {
  const keys = house.objects.list(bucket, `${own}/inbound/`).map(({ key }) => key.slice(`${own}/`.length));
  return keys.filter((key) => key !== "inbound/");
};
const refused = (attempt: Promise<unknown>) => expect(attempt).rejects.toThrow(/authentication methods failed/);

const sftpRefusals = [
  'dest open "/outbound/claim.837": Permission denied',
  "remote delete /outbound/ack.999: Permission denied",
  'remote mkdir "/outbound/x": Permission denied',
  'remote mkdir "/other": No such file or directory',
  'remote rename "/inbound" to "/elsewhere": Permission denied',
  'dest open "/claim.837": No such file or directory',
  'remote symlink file "/inbound" to "/link": Operation unsupported',
  "Server does not support hardlink@openssh.com extension",
];

describe("the real sftp client", () => {
  test("puts, lists, gets, renames, removes, makes and removes folders; outbound is only read", async () => {
    writeFileSync(local("claim.837"), "ISA*00*");
    const { code, out, errors } = await openSsh("sftp", login(), [
      ...["pwd", "ls", `put ${local("claim.837")} inbound/claim.837`, "cd inbound", "mkdir march"],
      ...["rename claim.837 march/claim.837", "ls -l march", `get march/claim.837 ${local("back.837")}`],
      ...["rm march/claim.837", "rmdir march", `get /outbound/ack.999 ${local("ack.999")}`],
      ...[`-put ${local("claim.837")} /outbound/claim.837`, "-rm /outbound/ack.999", "-mkdir /outbound/x"],
      ...["-mkdir /other", "-rename /inbound /elsewhere", `-put ${local("claim.837")} /claim.837`],
      ...["-ln -s /inbound /link", "-ln /outbound/ack.999 /inbound/hard"],
    ]);
    expect([code, errors.trimEnd().split(/\r?\n/)]).toEqual([0, sftpRefusals]);
    expect(out).toContain("Remote working directory: /\n");
    expect(out).toMatch(/^inbound\s+outbound\s*$/m);
    expect(out).toMatch(/-rw-r--r-- .* 7 .* march\/claim\.837|-rw-r--r-- .* 7 .* claim\.837/);
    expect(readFileSync(local("back.837"), "utf8")).toBe("ISA*00*");
    expect(readFileSync(local("ack.999"), "utf8")).toBe("an acknowledgement");
    expect(inbound()).toEqual([]);
    expect(house.objects.list(bucket, own).map(({ key }) => key)).toEqual([
      `${own}/inbound/`,
      `${own}/outbound/ack.999`,
    ]);
    expect(house.faults).toEqual([]);
  });

  test.each(["ed25519", "rsa", "ecdsa"] as const)("signs in with an %s key", async (type) => {
    const { code, out } = await openSsh("sftp", byKey(keys[type].private), ["ls"]);
    expect([code, out]).toEqual([0, expect.stringContaining("inbound")]);
    expect(house.asked.every((event) => !("password" in event))).toBe(true);
    const connected = house.lines().findLast((line) => line["activity-type"] === "CONNECTED");
    const fingerprint = await said("ssh-keygen", ["-lf", "-"], { input: keys[type].public });
    expect(fingerprint.out).toContain(String(connected?.["ssh-public-key-fingerprint"]));
  });

  test("finds the host key that is printed", async () => {
    const [host = "", port = ""] = house.address.split(":");
    const scanned = await said("ssh-keyscan", ["-p", port, host]);
    const { out } = await said("ssh-keygen", ["-lf", "-"], { input: scanned.out });
    expect(out).toContain(` ${house.hostKey} `);
  });

  test.each([
    ["a command", ["echo", "hello"]],
    ["a shell", []],
    ["another subsystem", ["-s", "netconf"]],
  ])("gets no way to %s", async (_, words) => {
    const { code, out } = await openSsh("ssh", login(), words);
    expect([code === 0, out]).toEqual([false, ""]);
  });

  test("gets no port forwarded", async () => {
    const { client, end } = await connectSftp(login());
    const forwarded = await answered<ssh2.ClientChannel>((done) =>
      client.forwardOut("127.0.0.1", 1, "127.0.0.1", 9, done),
    );
    const listening = await answered<number>((done) => client.forwardIn("127.0.0.1", 0, done));
    expect([typeof forwarded, listening]).toEqual(["number", -1]);
    await end();
  });

  test("tells the function where it comes from, and nothing of a password when it has a key", async () => {
    await openSsh("sftp", { ...login(), sourceIp: "127.0.0.7" }, ["ls"]);
    expect(house.asked).toEqual([
      {
        username: "sunrise-theralytics",
        password,
        protocol: "SFTP",
        serverId: house.serverId,
        sourceIp: "127.0.0.7",
      },
    ]);
  });
});

describe("who is refused", () => {
  test.each<[string, { password?: string; username?: string }]>([
    ["a wrong password", { password: "wrong" }],
    ["an empty password", { password: "" }],
    ["a password of another kind of name", { username: "nobody-here" }],
  ])("%s, with a line in the log that holds no password", async (_, change) => {
    await refused(connectSftp({ ...login(), ...change }));
    const failure = house.lines().at(-1);
    expect(failure).toMatchObject({
      "activity-type": "AUTH_FAILURE",
      method: "password",
      user: change.username ?? "sunrise-theralytics",
      "source-ip": "127.0.0.1",
      message: "Invalid user name or password",
    });
    expect(JSON.stringify(house.lines())).not.toContain("wrong");
  });

  test.each(["ab", "root", "-dash", "a b", "../b", "käse", "x".repeat(101)])(
    "the name %j, of which the function never hears",
    async (username) => {
      await refused(connectSftp({ ...login(), username }));
      expect(house.asked).toEqual([]);
    },
  );

  test("a key that is not the account's, named by its fingerprint", async () => {
    await refused(connectSftp(byKey(stranger.private)));
    const { out } = await said("ssh-keygen", ["-lf", "-"], { input: stranger.public });
    const failure = house.lines().at(-1);
    expect(failure).toMatchObject({ method: "publickey", message: expect.stringMatching(/^ED25519 SHA256:/) });
    expect(out).toContain(String(failure?.["message"]).split(" ")[1]);
  });

  test("a key that is known, with a signature that is not its own", async () => {
    const known = ssh2.utils.parseKey(keys.ed25519.private) as ssh2.ParsedKey;
    const other = ssh2.utils.parseKey(stranger.private) as ssh2.ParsedKey;
    class Agent extends ssh2.BaseAgent<ssh2.ParsedKey> {
      override getIdentities(done: (error?: Error | null, keys?: ssh2.ParsedKey[]) => void) {
        done(undefined, [known]);
      }
      override sign(...[, data, options, done]: [ssh2.ParsedKey, Buffer, unknown, ssh2.SignCallback?]) {
        const answer = (done ?? options) as ssh2.SignCallback;
        answer(undefined, other.sign(data) as Buffer);
      }
    }
    const client = new ssh2.Client();
    const [host = "", port = ""] = house.address.split(":");
    const ended = new Promise((resolve) => {
      client.once("ready", () => resolve("let in"));
      client.once("error", () => resolve("refused"));
    });
    client.connect({ host, port: Number(port), username: "sunrise-theralytics", agent: new Agent() });
    expect(await ended).toBe("refused");
    expect(house.asked.length).toBeGreaterThanOrEqual(2);
  });

  const signing = { ...fenced, PublicKeys: [keys.ed25519.public] };
  test.each<[string, (event: { password?: string }) => unknown]>([
    ["says nothing", () => null],
    ["says an empty text", () => ""],
    ["says no", () => ({})],
    ["says a role of no length", () => ({ ...fenced, Role: "" })],
    ["says a role that is none", () => ({ ...fenced, Role: { arn: role } })],
    ["says keys and no role", () => ({ PublicKeys: [keys.ed25519.public] })],
    ["says a list", () => [fenced]],
    ["says a text, though of a good answer", () => JSON.stringify(signing)],
    ["says yes", () => true],
    ["says a number", () => 1],
    ["says a role and no home", () => ({ Role: role, PublicKeys: signing.PublicKeys })],
    ["says a role and the kind of its home, and no home", () => ({ ...signing, HomeDirectoryDetails: undefined })],
    ["says a role and an empty home", () => ({ ...signing, HomeDirectoryDetails: "[]" })],
    ["throws", () => Promise.reject(new Error("out of order"))],
    ["is not there", () => Promise.reject(new Error("connect ECONNREFUSED"))],
    ["says a home that is no list", () => ({ ...signing, HomeDirectoryDetails: "{}" })],
    ["says a home that is no JSON", () => ({ ...signing, HomeDirectoryDetails: "[" })],
    ["says a home without a place", () => ({ ...signing, HomeDirectoryDetails: '[{"Entry":"/"}]' })],
    ["says a home in no bucket", () => ({ ...signing, HomeDirectoryDetails: '[{"Entry":"/","Target":"/"}]' })],
    ["says a home with a variable", () => ({ ...signing, HomeDirectoryDetails: '[{"Entry":"/","Target":"/a/$x"}]' })],
    ["says another kind of home", () => ({ ...signing, HomeDirectoryType: "ELSEWHERE" })],
    ["says a policy that is no JSON", () => ({ ...signing, Policy: "allow all" })],
    ["says a policy without statements", () => ({ ...signing, Policy: "{}" })],
    [
      "says a policy nobody evaluates",
      () => ({ ...signing, Policy: '{"Statement":[{"Effect":"Allow","NotAction":"s3:*"}]}' }),
    ],
    ["says a policy of 2,049 characters", () => ({ ...signing, Policy: fenced.Policy.padEnd(2049) })],
  ])("everybody, while the function %s", async (_, broken) => {
    double = broken;
    await refused(connectSftp(login()));
    await refused(connectSftp(byKey(keys.ed25519.private)));
    expect(house.lines().at(-1)?.["activity-type"]).toBe("AUTH_FAILURE");
  });

  test("who comes with a key, while the function knows a role but no keys (attack 79)", async () => {
    double = () => fenced;
    await refused(connectSftp(byKey(keys.ed25519.private)));
  });

  test("whoever tries for too long: the connection is cut after six tries", async () => {
    const client = new ssh2.Client();
    const [host = "", port = ""] = house.address.split(":");
    let tries = 0;
    const ended = new Promise<void>((resolve) => void client.once("close", () => resolve()));
    client.on("error", () => {});
    client.connect({
      ...{ host, port: Number(port), username: "sunrise-theralytics" },
      authHandler: (_left, _partial, next) => {
        tries += 1;
        next({ type: "password", username: "sunrise-theralytics", password: `wrong-${tries}` });
      },
    });
    await ended;
    expect(house.asked).toHaveLength(6);
  });
});

describe("a file that comes in", () => {
  const open = (sftp: ssh2.SFTPWrapper, path: string, mode: ssh2.OpenMode) =>
    answered<Buffer>((done) => sftp.open(path, mode, done)) as Promise<Buffer>;
  const write = (sftp: ssh2.SFTPWrapper, ...[handle, data, at]: [Buffer, Buffer, number]) =>
    answered((done) => sftp.write(handle, data, 0, data.length, at, done));

  test("is told to the event bus and the log as the service tells it, once it is there", async () => {
    const { sftp, end } = await connectSftp(login());
    await answered((done) => sftp.writeFile("/inbound/a.837", "claims", done as never));
    await end();
    const path = `/${bucket}/${own}/inbound/a.837`;
    expect(house.events).toMatchObject([
      {
        "detail-type": "SFTP Server File Upload Completed",
        source: "aws.transfer",
        resources: [`arn:aws:transfer:us-east-1:000000000000:server/${house.serverId}`],
        detail: {
          ...{ "status-code": "COMPLETED", protocol: "SFTP", bytes: 6, "client-ip": "127.0.0.1" },
          ...{ "file-path": path, "server-id": house.serverId, username: "sunrise-theralytics" },
          ...{ etag: expect.stringMatching(/^[0-9a-f]{32}$/), "session-id": expect.stringMatching(/^[0-9a-f]{16}$/) },
        },
      },
    ]);
    const session = (house.events[0]!["detail"] as Record<string, string>)["session-id"];
    await expect
      .poll(() => house.lines().filter((line) => line["session-id"] === session))
      .toMatchObject([
        { "activity-type": "CONNECTED", role, user: "sunrise-theralytics", "home-dir": "/" },
        { "activity-type": "OPEN", path, mode: "CREATE|TRUNCATE|WRITE" },
        { "activity-type": "CLOSE", path, "bytes-in": "6" },
        { "activity-type": "DISCONNECTED" },
      ]);
    expect(stored("a.837")).toBe("claims");
  });

  test("is nowhere to be seen before it was closed, nor when the client is gone (attack 83)", async () => {
    const { sftp, cut } = await connectSftp(login());
    const handle = await open(sftp, "/inbound/half.837", "w");
    await write(sftp, handle, randomBytes(30_000), 0);
    const other = await connectSftp(login());
    expect(await answered((done) => other.sftp.stat("/inbound/half.837", done))).toBe(2);
    await other.end();
    expect(inbound()).not.toContain("inbound/half.837");
    cut();
    await expect
      .poll(() => house.events.map((event) => event["detail-type"]))
      .toContain("SFTP Server File Upload Failed");
    expect(house.events.at(-1)).toMatchObject({ detail: { "failure-code": "PARTIAL_UPLOAD", bytes: 30_000 } });
    expect(house.lines().map((line) => line["activity-type"])).toContain("PARTIAL_CLOSE");
    expect(inbound()).not.toContain("inbound/half.837");
  });

  test("leaves what was there before as it was, until it is whole", async () => {
    const { sftp, cut } = await connectSftp(login());
    await answered((done) => sftp.writeFile("/inbound/twice.837", "first", done as never));
    const handle = await open(sftp, "/inbound/twice.837", "w");
    await write(sftp, handle, Buffer.from("sec"), 0);
    expect(stored("twice.837")).toBe("first");
    cut();
    await expect.poll(() => house.events.at(-1)?.["detail-type"]).toBe("SFTP Server File Upload Failed");
    expect(stored("twice.837")).toBe("first");
  });

  test("is refused with a gap in it", async () => {
    const { sftp, end } = await connectSftp(login());
    const handle = await open(sftp, "/inbound/gap.837", "w");
    await write(sftp, handle, Buffer.from("aa"), 0);
    await write(sftp, handle, Buffer.from("bb"), 100);
    expect(await answered((done) => sftp.close(handle, done))).toBe(4);
    expect(inbound()).not.toContain("inbound/gap.837");
    const far = await open(sftp, "/inbound/far.837", "w");
    expect(await write(sftp, far, Buffer.from("x"), 2 ** 40)).toBe(4);
    await end();
  });

  test("of no bytes is a file; appending and changing in place are refused", async () => {
    const { sftp, end } = await connectSftp(login());
    await answered((done) => sftp.close(Buffer.alloc(4, 9), done));
    await answered((done) => sftp.writeFile("/inbound/empty", "", done as never));
    expect(house.objects.get(bucket, `${own}/inbound/empty`)?.size).toBe(0);
    for (const mode of ["a", "r+", "a+", "w+"] as const) expect(await open(sftp, "/inbound/empty", mode)).toBe(8);
    expect(await open(sftp, "/inbound/empty", "wx")).toBe(4);
    expect(await open(sftp, "/inbound", "w")).toBe(4);
    expect(await open(sftp, `/inbound/${"x".repeat(1024)}`, "w")).toBe(4);
    await end();
  });
});

test("two hundred clients at once each get their file through", async () => {
  const before = inbound().length;
  const clients = Array.from({ length: 200 }, async (_, at) => {
    const { sftp, end } = await connectSftp({ ...login(), sourceIp: `127.0.1.${at + 1}` });
    await answered((done) => sftp.writeFile(`/inbound/many-${at}`, `claims ${at}`, done as never));
    await end();
  });
  await Promise.all(clients);
  expect(inbound().length - before).toBe(200);
  expect(stored("many-199")).toBe("claims 199");
  expect(house.events).toHaveLength(200);
  expect(house.faults).toEqual([]);
});
