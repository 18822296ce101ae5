import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Stack } from "../../infra/local/stack.ts";
import { aNewcomer, bringIn, type Newcomer, openPractice, type Person } from "./person.ts";

/** Whom a template is of: the founder of a practice with it, a member or a user manager with e-mail codes. */
export type TemplateKind = "founder" | "member" | "user-manager";

/** Somebody who came in as people do, through HTTP and mail, with all rows that this left: others are made in his likeness. */
export interface Template {
  readonly who: Newcomer;
  readonly founder: Newcomer;
  /** As cookies name them: practice, user, session. */
  readonly ids: readonly string[];
  /** Of his manager; his own, of a founder. */
  readonly founderIds: readonly string[];
  readonly authenticatorKey: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Table → rows as DynamoDB writes them down. */
  readonly rows: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

/** What a member's template practice is called. */
export const templatePractice = "Zephyr Template Practice";

const namesOf: Record<TemplateKind, readonly [string, string]> = {
  founder: ["Yfounder", "Ytemplate"],
  member: ["Zmember", "Ztemplate"],
  "user-manager": ["Zmanager", "Ztemplate"],
};

/** Which practice, user and session a person's cookie names. */
export const idsOf = ({ cookies }: Person): string[] => (cookies.get("__Host-gh") ?? "").split(".").slice(0, 3);

/** The rows that came with a person: those of his ids and names, without letters, which are sent and done with. */
class Rows {
  readonly #client: DynamoDBClient;
  readonly #tables: Readonly<Record<"practice" | "session" | "audit", string>>;

  constructor(stack: Stack) {
    const { PRACTICE_TABLE, SESSION_TABLE, AUDIT_TABLE } = stack.environmentOf("Login");
    this.#tables = { practice: PRACTICE_TABLE ?? "", session: SESSION_TABLE ?? "", audit: AUDIT_TABLE ?? "" };
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    this.#client = new DynamoDBClient({ endpoint: stack.endpoints.dynamodb, region: "us-east-1", credentials });
  }

  async of(who: Newcomer, ids: readonly string[], isFounder: boolean) {
    const [practiceId = "", userId = ""] = ids;
    const month = new Date().toISOString().slice(0, 7);
    const practice = await this.#partition(this.#tables.practice, `P#${practiceId}`);
    const names = [
      ...(await this.#partition(this.#tables.practice, `NAME#${who.username}`)),
      ...(await this.#partition(this.#tables.practice, `EMAIL#${who.email}`)),
    ];
    const isOf = (row: object) => JSON.stringify(row).includes(userId);
    const isKept = ({ sk }: { sk?: { S?: string } }) => !sk?.S?.startsWith("O#") && (isFounder || sk?.S !== "PRACTICE");
    const own = practice.filter((row) => isKept(row) && (isFounder || isOf(row)));
    return {
      [this.#tables.practice]: [...own, ...names],
      [this.#tables.session]: await this.#partition(this.#tables.session, `U#${userId}`),
      [this.#tables.audit]: (await this.#partition(this.#tables.audit, `P#${practiceId}#${month}`)).filter(
        (row) => isFounder || isOf(row),
      ),
    };
  }

  async #partition(table: string, pk: string): Promise<Record<string, { S?: string }>[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: pk } },
        ConsistentRead: true,
      }),
    );
    return Items as Record<string, { S?: string }>[];
  }
}

/** Brings somebody in through HTTP and mail, and reads what is there once no more follows. */
async function makeTemplate(stack: Stack, kind: TemplateKind): Promise<Template> {
  const place = { baseUrl: stack.baseUrl, toolsUrl: stack.toolsUrl };
  const founder = aNewcomer(...namesOf.founder);
  const first = await openPractice(place, founder, { name: templatePractice });
  const who = kind === "founder" ? founder : aNewcomer(...namesOf[kind]);
  const person = kind === "founder" ? first : await bringIn(first, who, [kind]);
  const rows = new Rows(stack);
  const read = () => rows.of(who, idsOf(person), kind === "founder");
  let [before, now] = ["", JSON.stringify(await read())];
  while (before !== now) {
    await pause(700);
    [before, now] = [now, JSON.stringify(await read())];
  }
  return {
    who,
    founder,
    ids: idsOf(person),
    founderIds: idsOf(first),
    authenticatorKey: person.authenticatorKey,
    at: lastMomentIn(now),
    rows: JSON.parse(now),
  };
}

/** When the last of it happened: what is made in its likeness is then all over already. */
function lastMomentIn(text: string): number {
  const moments = text.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g) ?? [];
  return Math.max(...moments.map((moment) => Date.parse(moment)).filter((moment) => moment <= Date.now()));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Serves templates to test processes, each made when it is first asked for, and copies their credentials. */
export async function serveTemplates(stack: Stack) {
  const made = new Map<TemplateKind, Promise<Template>>();
  const templateOf = (kind: TemplateKind) => {
    const known = made.get(kind) ?? makeTemplate(stack, kind);
    made.set(kind, known);
    return known;
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      if (request.method === "GET") return JSON.stringify(await templateOf(request.url?.slice(1) as TemplateKind));
      stack.copyAccount(JSON.parse(body));
      return "{}";
    })().then(
      (text) => response.setHeader("content-type", "application/json").end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
