import { generateSync } from "otplib";
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from "vitest";
import { startAwsProxy } from "../kit/aws-proxy.ts";
import { crashEverywhere } from "../kit/crash-run.ts";
import { aKey, takeEnvironment, Visitor } from "../kit/in-process.ts";
import { aNewcomer, goodPassword, unique } from "../kit/person.ts";
import { eventsOf, rowsOf, rowsWith } from "../kit/rows.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);

const { dynamodb = "", cognito = "", ses = "" } = inject("endpoints");
const proxy = await startAwsProxy({ dynamodb, cognito, ses });
takeEnvironment({
  AWS_ENDPOINT_URL_DYNAMODB: proxy.urls["dynamodb"] ?? "",
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: proxy.urls["cognito"] ?? "",
  AWS_ENDPOINT_URL_SES: proxy.urls["ses"] ?? "",
});
const { tokenFor } = await import("../../shared/secrets/token.ts");
const { tokenIdOf } = await import("../../shared/data/invitations.ts");
const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);

afterEach(() => vi.useRealTimers());
afterAll(async () => {
  quiet.mockRestore();
  await proxy.close();
});

const manager = new Visitor();
let practiceId: string;
beforeAll(async () => {
  const who = aNewcomer("Ada", "Okafor");
  const company = { name: "Sunrise Clinic", email: who.email, timeZone: "America/Chicago" };
  await new Visitor().done("signUp", { body: { company }, headers: aKey() });
  const rows = await rowsWith("PRACTICE_TABLE", "email", who.email);
  const row = rows.find(({ sk }) => sk.startsWith("I#")) as unknown as Parameters<typeof tokenIdOf>[0] & {
    generation: number;
    keyVersion: string;
  };
  practiceId = row.practiceId;
  const { generation, keyVersion } = row;
  const token = await tokenFor("invitation", { id: tokenIdOf(row), generation, keyVersion });
  const { username, firstName, lastName } = who;
  await new Visitor().done("register", {
    body: { token, username, firstName, lastName, password: goodPassword },
    headers: aKey(),
  });
  await manager.done("signIn", { body: { identifier: username, password: goodPassword } });
  const { secret } = await manager.done("startTotp");
  await manager.done("confirmTotp", { body: { code: generateSync({ secret }) } });
});

const practiceRows = () => rowsOf("PRACTICE_TABLE", `P#${practiceId}`);

test("a creation with a one-time password, crashed at any call, ends in one open account when it is repeated", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      const registered = (await practiceRows()).find(({ sk }) => sk === "PRACTICE")?.["registered"] as number;
      const body = {
        password: "one-time",
        username: unique("cleo"),
        firstName: "Cleo",
        lastName: "Marsh",
        type: "provider",
        roles: ["member"],
        pin: "83920174",
      };
      return { registered, call: { body, headers: aKey() } };
    },
    act: async ({ call }) => (await manager.call("createUser", call)).status,
    retry: async ({ call }) => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
      const again = await manager.call("createUser", call);
      // Where only the answer was lost the password is too: a manager gives another.
      if (again.status !== 201) expect(again.json.code).toBe("idempotency.already-shown");
      vi.useRealTimers();
    },
    state: async ({ registered, call }) => {
      const rows = await practiceRows();
      const made = rows.filter((row) => row["username"] === call.body.username);
      const userId = String(made[0]?.["userId"]);
      const events = await eventsOf(practiceId, userId);
      return {
        users: made.length,
        status: made[0]?.["status"],
        open: made[0]?.["creation"],
        mustChange: made[0]?.["mustChangePassword"],
        pin: rows.some(({ sk }) => sk === `PIN#${userId}`),
        counted: Number(rows.find(({ sk }) => sk === "PRACTICE")?.["registered"]) - registered,
        told: events.filter(({ action }) => action === "user.created").length,
      };
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(10);
}, 300_000);
