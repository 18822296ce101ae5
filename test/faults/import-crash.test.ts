import { generateSync } from "otplib";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { writeCsv } from "../../shared/csv/write-csv.ts";
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
const manager = new Visitor();
let practiceId = "";

beforeAll(async () => {
  // How many groups a request works on is a question of time; here it stands still, so that every run makes the same calls.
  vi.useFakeTimers({ toFake: ["performance"] });
  const { username, firstName, lastName, email } = aNewcomer("Ada", "Okafor");
  const company = { name: "Sunrise Clinic", email, timeZone: "America/Chicago" };
  await new Visitor().done("signUp", { body: { company }, headers: aKey() });
  const rows = await rowsWith("PRACTICE_TABLE", "email", email);
  const row = rows.find(({ sk }) => sk.startsWith("I#")) as unknown as Parameters<typeof tokenIdOf>[0] & {
    generation: number;
    keyVersion: string;
  };
  practiceId = row.practiceId;
  const token = await tokenFor("invitation", { id: tokenIdOf(row), ...row });
  const body = { token, username, firstName, lastName, password: goodPassword };
  await new Visitor().done("register", { body, headers: aKey() });
  await manager.done("signIn", { body: { identifier: username, password: goodPassword } });
  const { secret } = await manager.done("startTotp");
  await manager.done("confirmTotp", { body: { code: generateSync({ secret }) } });
});
afterAll(async () => {
  vi.useRealTimers();
  quiet.mockRestore();
  await proxy.close();
});

interface Stage {
  readonly csv: string;
  readonly stem: string;
  readonly headers: Record<string, string>;
  readonly importId: string;
}

/** A file with people of a last name that nobody else has. */
function aFile(people: number): Pick<Stage, "csv" | "stem" | "headers"> {
  const stem = unique("Crash").replace(".", "");
  const rows = Array.from({ length: people }, (_, index) => ["Ida", stem, `${stem}.${index}@sunrise.example`]);
  return { csv: writeCsv([["First name", "Last name", "E-mail"], ...rows]), stem, headers: aKey() };
}
const begin = ({ csv, headers }: Pick<Stage, "csv" | "headers">) =>
  manager.call("importInvitations", { body: { csv }, headers });
const goOn = ({ importId }: Pick<Stage, "importId">) => manager.call("continueImport", { path: { importId } });

async function finish(stage: Pick<Stage, "importId">): Promise<void> {
  for (;;) if ((await goOn(stage)).json.state === "done") return;
}

/** What is there of the people of a file: one user, invitation, reservation, letter and event each. */
async function counted({ stem }: Pick<Stage, "stem">) {
  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  const of = (prefix: string) =>
    rows.filter(
      ({ sk, ...row }) =>
        sk.startsWith(prefix) &&
        JSON.stringify([sk, row]).toLowerCase().includes(stem.toLowerCase()) &&
        (prefix !== "O#" || row["letter"] === "invitation"),
    ).length;
  const events = (await eventsOf(practiceId)).filter(({ subjectName }) => String(subjectName).includes(stem));
  return {
    rows: ["U#", "I#", "E#", "O#"].map(of),
    told: events.filter(({ action }) => action === "user.invited").length,
  };
}

test("an import killed at any call is gone on with: everybody is invited, told and mailed once", async () => {
  const people = 16;
  const { crashes, operations } = await crashEverywhere<Stage>(proxy, {
    arrange: async () => {
      // So that no run notes when the manager was last seen, and the next does not.
      await manager.done("getSession");
      const file = aFile(people);
      return { ...file, importId: (await begin(file)).json.importId };
    },
    act: async (stage) => (await goOn(stage)).status,
    retry: finish,
    state: async (stage) => {
      const ends = (await eventsOf(practiceId)).filter(
        ({ action, changes }) => action === "users.imported" && JSON.stringify(changes).includes(stage.importId),
      );
      const found = await counted(stage);
      expect(found).toEqual({ rows: [people, people, people, people], told: people });
      return { ...found, ends: ends.length };
    },
  });
  expect(operations.filter((operation) => operation === "TransactWriteItems")).toHaveLength(2);
  expect(crashes).toBeGreaterThanOrEqual(14);
});

test("the beginning of an import, crashed at any call and repeated with its key, is one import", async () => {
  const { crashes } = await crashEverywhere(proxy, {
    arrange: async () => {
      await manager.done("getSession");
      return aFile(1);
    },
    act: async (file) => (await begin(file)).status,
    retry: async (file) => expect((await begin(file)).status).toBe(200),
    state: async (file) => {
      const { importId } = (await begin(file)).json;
      await finish({ importId });
      return counted(file);
    },
  });
  expect(crashes).toBeGreaterThanOrEqual(6);
});
