import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";

/** Who connects to which SFTP server, and how he proves himself. */
export interface SftpLogin {
  /** `host:port` */
  readonly address: string;
  readonly username: string;
  readonly password?: string;
  /** In OpenSSH's format. */
  readonly privateKey?: string;
  /** Any of 127.0.0.0/8: where the connection comes from. */
  readonly sourceIp?: string;
}

/** What a command of OpenSSH said. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs a command and waits for its end. */
export function said(command: string, words: readonly string[], { input = "", env = {} } = {}): Promise<Said> {
  const child = spawn(command, words, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  let [out, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, errors }));
  });
}

const ourOwn = ["-F", "/dev/null", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"];

/**
 * The real client: `sftp`, or `ssh` for what is no file transfer.
 * @param commands lines for `sftp`; the words of a command for `ssh`. A line that fails ends `sftp` with another code than 0.
 */
export async function openSsh(client: "sftp" | "ssh", login: SftpLogin, commands: readonly string[]): Promise<Said> {
  const folder = mkdtempSync(join(tmpdir(), "openssh-"));
  try {
    const [host = "", port = ""] = login.address.split(":");
    const askpass = join(folder, "askpass");
    writeFileSync(askpass, `#!/bin/sh\nprintf '%s\\n' "$SECRET_OF_TEST"\n`);
    chmodSync(askpass, 0o700);
    const key = join(folder, "key");
    if (login.privateKey) writeFileSync(key, login.privateKey, { mode: 0o600 });
    const options = [
      ...ourOwn,
      ...["-o", "NumberOfPasswordPrompts=1", "-o", "BatchMode=no", "-o", "IdentitiesOnly=yes"],
      ...(login.sourceIp ? ["-o", `BindAddress=${login.sourceIp}`] : []),
      ...(login.privateKey
        ? ["-i", key, "-o", "PreferredAuthentications=publickey"]
        : ["-o", "PubkeyAuthentication=no"]),
    ];
    const env = { SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: "force", SECRET_OF_TEST: login.password ?? "" };
    const who = `${login.username}@${host}`;
    if (client === "ssh") return await said("ssh", [...options, "-p", port, who, ...commands], { env });
    const words = [...options, "-q", "-b", "-", "-P", port, who];
    return await said("sftp", words, { env, input: `${commands.join("\n")}\n` });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An open connection, by promises. */
export interface OpenSftp {
  readonly sftp: ssh2.SFTPWrapper;
  readonly client: ssh2.Client;
  /** Breaks the connection off without a word. */
  cut(): void;
  end(): Promise<void>;
}

/** Connects without a process for each client. @throws Error when refused */
export function connectSftp({ address, sourceIp, ...login }: SftpLogin): Promise<OpenSftp> {
  const [host = "", port = ""] = address.split(":");
  const client = new ssh2.Client();
  return new Promise((resolve, reject) => {
    client.once("error", reject);
    client.once("connect", () => client.setNoDelay(true));
    client.once("ready", () => {
      client.sftp((error, sftp) => {
        if (error) reject(error);
        else resolve({ sftp, client, cut: () => void client.destroy(), end: () => ended(client) });
      });
    });
    client.connect({
      ...{ host, port: Number(port), ...login, readyTimeout: 60_000 },
      ...(sourceIp && { localAddress: sourceIp }),
    });
  });
}

function ended(client: ssh2.Client): Promise<void> {
  return new Promise((resolve) => {
    client.once("close", () => resolve());
    client.end();
  });
}

/** A call of the client as a promise: its answer, or the protocol's number of a refusal. */
export function answered<T>(call: (done: (error?: Error | null, answer?: T) => void) => unknown): Promise<T | number> {
  return new Promise((resolve) => {
    call((error, answer) => {
      if (error) resolve("code" in error ? Number(error.code) : -1);
      else resolve(answer as T);
    });
  });
}

/** A pair of keys in OpenSSH's format. */
export function newKeyPair(
  type: "ed25519" | "rsa" | "ecdsa" = "ed25519",
  bits = 3072,
): { private: string; public: string } {
  if (type === "ed25519") return ssh2.utils.generateKeyPairSync("ed25519");
  if (type === "rsa") return ssh2.utils.generateKeyPairSync("rsa", { bits });
  return ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 });
}
