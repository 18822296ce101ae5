import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AdminCreateUserCommand, GetUserCommand, ListUsersCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exceeded, openUserPool, poolId, refusalOf, sdkFor, wrong, wrongPassword } from "./user-pool.ts";

describe("a user pool after a restart on the same file", () => {
  let folder = "";
  let file = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "user-pool-"));
    file = join(folder, "cognito.sqlite");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("users, passwords, authenticators, the client's secret, keys and waiting sessions are as they were", async () => {
    const before = await openUserPool({ file });
    await before.createUser("ann");
    await before.createUser("bob");
    const AccessToken = (await before.signIn("bob")).AuthenticationResult?.AccessToken;
    const authenticator = await before.enrol("ann");
    const challenge = await before.signIn("ann");
    await before.cognito.close();

    const after = await openUserPool({ file });
    expect(after.secret).toBe(before.secret);
    expect(after.secret.length).toBeGreaterThan(40);
    expect(await refusalOf(after.signIn("bob"))).toBe("accepted");
    expect(await refusalOf(after.signIn("bob", wrongPassword))).toBe(wrong);
    expect((await after.sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe("bob");
    const code = after.codeNow(authenticator);
    expect(await refusalOf(after.answer("ann", challenge, { SOFTWARE_TOKEN_MFA_CODE: code }))).toBe("accepted");
    await after.cognito.close();
  });

  test("a lock and a used code are not forgotten", async () => {
    const before = await openUserPool({ file });
    await before.createUser("ann");
    const authenticator = await before.enrol("ann");
    const code = before.codeNow(authenticator);
    await before.answer("ann", await before.signIn("ann"), { SOFTWARE_TOKEN_MFA_CODE: code });
    await before.createUser("bob");
    for (let attempt = 0; attempt < 5; attempt += 1) await refusalOf(before.signIn("bob", wrongPassword));
    await before.cognito.close();

    const after = await openUserPool({ file });
    expect(await refusalOf(after.signIn("bob"))).toBe(exceeded);
    const replay = after.answer("ann", await after.signIn("ann"), { SOFTWARE_TOKEN_MFA_CODE: code });
    expect(await refusalOf(replay)).toBe("ExpiredCodeException: Your software token has already been used once.");
    await after.cognito.close();
  });

  test("nothing answered is lost when the process is killed in the middle of work", async () => {
    const script = fileURLToPath(new URL("hosted-pool.ts", import.meta.url));
    const host = spawn(process.execPath, [script, file], { stdio: ["pipe", "pipe", "inherit"] });
    const [line] = (await once(host.stdout, "data")) as [Buffer];
    const sdk = sdkFor(line.toString().trim());
    const created: string[] = [];
    const create = async (lane: number) => {
      for (let number = 0; ; number += 1) {
        const Username = `user-${lane}-${number}`;
        await sdk.send(new AdminCreateUserCommand({ UserPoolId: poolId, Username, MessageAction: "SUPPRESS" }));
        created.push(Username);
        if (created.length === 60) host.kill("SIGKILL");
      }
    };
    await Promise.allSettled([1, 2, 3, 4].map(create));
    if (host.signalCode === null) await once(host, "exit");
    expect(created.length).toBeGreaterThanOrEqual(60);

    const after = await openUserPool({ file });
    const kept = new Set<string | undefined>();
    let PaginationToken: string | undefined;
    do {
      const page = await after.sdk.send(new ListUsersCommand({ UserPoolId: poolId, PaginationToken }));
      for (const user of page.Users ?? []) kept.add(user.Username);
      PaginationToken = page.PaginationToken;
    } while (PaginationToken);
    expect(created.filter((name) => !kept.has(name))).toEqual([]);
    await after.cognito.close();
  });
});
