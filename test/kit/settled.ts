import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { browserHash } from "../../functions/login/browser-hash.ts";
import { type IdKind, newId, timeOfId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { nameAsCompared } from "../../shared/domain/reserved-name.ts";
import { csrfTokenOf, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { exchange } from "./http.ts";
import { bringIn, type Newcomer, openPractice, Person, type Place } from "./person.ts";
import { putRows } from "./rows.ts";
import { idsOf, type Template, type TemplateKind, templatePractice } from "./templates.ts";
import { isClockShifted } from "./tools-port.ts";

/**
 * People who are simply there when a test begins. Somebody like each of them has come in through HTTP and mail once in this
 * run; his rows are written again under names and ids of their own, at a tenth of the work. Where a test is about how people
 * come in, or the practice has rules of its own about that, they come in themselves (test/kit/person.ts).
 * test/journeys/settled.test.ts holds both ways against each other.
 */

const client = new DynamoDBClient({
  endpoint: inject("endpoints")["dynamodb"],
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
const practiceTable = () => inject("environments")["Login"]?.["PRACTICE_TABLE"] ?? "";
const templates = new Map<TemplateKind, Promise<Template>>();

function templateOf(kind: TemplateKind): Promise<Template> {
  const known =
    templates.get(kind) ??
    exchange({ method: "GET", url: `${inject("templatesUrl")}/${kind}` }).then(({ status, text, json }) => {
      if (status !== 200) throw new Error(`no template: ${text}`);
      return json as Template;
    });
  templates.set(kind, known);
  return known;
}

const isHere = ({ baseUrl }: Place) => baseUrl === inject("place").baseUrl && !isClockShifted();
/** As it stands between the quotation marks of JSON. */
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** A practice with its first security administrator, signed in. */
export async function settledPractice(
  place: Place,
  who: Newcomer,
  company: Record<string, unknown> = {},
): Promise<Person> {
  const { name = "Sunrise Family Practice", timeZone = "America/Chicago", ...more } = company;
  if (!isHere(place) || who.password || Object.keys(more).length > 0) return openPractice(place, who, company);
  const words: [string, string][] = [
    [templatePractice, String(name)],
    ["America/Chicago", String(timeZone)],
  ];
  const person = await likeTemplate(place, await templateOf("founder"), { who, words });
  // Its place in the installation's list lies apart, under its name.
  const [practiceId = ""] = idsOf(person);
  const listing = keys.practiceListing(scopeOf(practiceId), nameAsCompared(String(name)));
  await putRows("PRACTICE_TABLE", [{ ...listing, practiceId }]);
  return person;
}

/** Somebody of the practice, signed in: a member or a user manager, with e-mail codes. */
export async function settledMember(
  manager: Person,
  who: Newcomer,
  roles: readonly string[] = ["member"],
): Promise<Person> {
  const [role] = roles;
  const isKnown = roles.length === 1 && (role === "member" || role === "user-manager");
  const [practiceId, managerId, sessionId] = idsOf(manager);
  const facts =
    isHere(manager.place) && isKnown && !who.password && practiceId ? await factsOf(practiceId, managerId) : undefined;
  if (!facts || !practiceId || !managerId || !sessionId) return bringIn(manager, who, roles);
  const template = await templateOf(role as TemplateKind);
  const { founder, founderIds } = template;
  const ids = [practiceId, managerId, sessionId];
  const words: [string, string][] = [
    ...founderIds.map((id, at): [string, string] => [id, ids[at] ?? ""]),
    [`${founder.firstName} ${founder.lastName}`, facts.managerName],
    [templatePractice, facts.name],
    ["America/Chicago", facts.timeZone],
  ];
  const person = await likeTemplate(manager.place, template, { who, words });
  await client.send(
    new UpdateItemCommand({
      TableName: practiceTable(),
      Key: { pk: { S: `P#${practiceId}` }, sk: { S: "PRACTICE" } },
      UpdateExpression: "ADD registered :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
    }),
  );
  return person;
}

/** What a newcomer's rows say of practice and manager; nothing where the practice has rules or places of its own. */
async function factsOf(practiceId: string, managerId = "") {
  const read = async (sk: string) => {
    const Key = { pk: { S: `P#${practiceId}` }, sk: { S: sk } };
    return (await client.send(new GetItemCommand({ TableName: practiceTable(), Key, ConsistentRead: true }))).Item;
  };
  const [practice, manager] = await Promise.all([read("PRACTICE"), read(`U#${managerId}`)]);
  if (!practice || !manager || practice["policy"] || practice["sites"]) return undefined;
  return {
    name: practice["name"]?.S ?? "",
    timeZone: practice["timeZone"]?.S ?? "",
    managerName: `${manager["firstName"]?.S} ${manager["lastName"]?.S}`,
  };
}

interface Likeness {
  readonly who: Newcomer;
  /** What stands in the template → what stands here. */
  readonly words: readonly (readonly [string, string])[];
}

async function likeTemplate(place: Place, template: Template, { who, words }: Likeness): Promise<Person> {
  const later = Date.now() - template.at;
  const [secret, browser] = [newSecret(), newSecret()];
  const fixed = words.reduce(
    (text, [from, to]) => text.replaceAll(inJson(from), inJson(to)),
    JSON.stringify(template.rows),
  );
  const { text: named, ids } = withNewIds(fixed, { later, kept: words.map(([, to]) => to) });
  const own = template.ids.map((id) => ids.get(id) ?? words.find(([from]) => from === id)?.[1] ?? id);
  const [practiceId = "", userId = "", sessionId = ""] = own;
  const theirs = secretsIn(template);
  const text = [
    [template.who.email, who.email],
    [template.who.username, who.username],
    [template.who.firstName, who.firstName],
    [template.who.lastName, who.lastName],
    [theirs.secretHash, secretHash(secret)],
    [theirs.browserHash, browserHash(userId, browser)],
  ].reduce((all, [from = "", to = ""]) => all.replaceAll(from, inJson(to)), timesLater(named, later));
  await writeRows(JSON.parse(text));
  const attributes = { "custom:practice": practiceId, preferred_username: who.username };
  const copy = { from: template.ids[1], to: userId, attributes };
  const { status, text: fault } = await exchange({
    method: "POST",
    url: inject("templatesUrl"),
    body: JSON.stringify(copy),
  });
  if (status !== 200) throw new Error(`the credential was not copied: ${fault}`);
  const person = new Person(place);
  person.cookies.set("__Host-gh-browser", browser);
  person.cookies.set("__Host-gh", [practiceId, userId, sessionId, secret].join("."));
  person.csrfToken = csrfTokenOf(secret);
  person.authenticatorKey = template.authenticatorKey;
  return person;
}

/** The template's hashes of a session's secret and of a browser, for which this person has others. */
function secretsIn({ rows }: Template): { secretHash: string; browserHash: string } {
  const text = JSON.stringify(rows);
  return {
    secretHash: /"secretHash":\{"S":"([^"]+)"/.exec(text)?.[1] ?? "",
    browserHash: /"B#([^"]+)"/.exec(text)?.[1] ?? "",
  };
}

/** Every id anew, in the same order, as old as the template's was when it was made. */
function withNewIds(text: string, { later, kept }: { later: number; kept: readonly string[] }) {
  const found = new Set(text.match(/\b(?:prc|usr|inv|ses|eml|evt|pnd)_[0-9A-Z]{26}\b/g));
  const ids = new Map<string, string>();
  for (const id of [...found].sort()) {
    if (kept.includes(id)) continue;
    const kind = id.slice(0, 3) as IdKind;
    ids.set(id, newId(kind, new Date((timeOfId(kind, id)?.getTime() ?? 0) + later)));
  }
  return { text: text.replaceAll(/\b[a-z]{3}_[0-9A-Z]{26}\b/g, (id) => ids.get(id) ?? id), ids };
}

const timesLater = (text: string, later: number) =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (time) => new Date(Date.parse(time) + later).toISOString())
    .replaceAll(
      /("expiresAtSeconds":\{"N":")(\d+)/g,
      (_, before: string, seconds: string) => `${before}${Number(seconds) + Math.round(later / 1000)}`,
    );

async function writeRows(rows: Record<string, Record<string, never>[]>): Promise<void> {
  const writes = Object.entries(rows).flatMap(([table, items]) =>
    items.map((Item) => ({ table, write: { PutRequest: { Item } } })),
  );
  for (let at = 0; at < writes.length; at += 25) {
    const byTable = Map.groupBy(writes.slice(at, at + 25), ({ table }) => table);
    const RequestItems = Object.fromEntries([...byTable].map(([table, of]) => [table, of.map(({ write }) => write)]));
    await client.send(new BatchWriteItemCommand({ RequestItems }));
  }
}
