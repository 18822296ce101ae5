import { marshall } from "@aws-sdk/util-dynamodb";
import { eventOf } from "../../../shared/audit/event.ts";
import { newId } from "../../../shared/data/ids.ts";
import { keys } from "../../../shared/data/keys.ts";
import { userRow } from "../../../shared/data/users.ts";
import { scopeOf } from "../../../shared/domain/practice-scope.ts";
import type { User } from "../../../shared/domain/user.ts";
import { directoryItems } from "../directory/population.ts";
import { callDynamo, type Item } from "./dynamo.ts";

/** Where rows are put. */
export interface Tables {
  readonly url: string;
  readonly practice: string;
  readonly session: string;
  readonly directory: string;
  readonly audit: string;
}

const firstNames = ["Ada", "Ben", "Cleo", "Dora", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jane", "Kofi", "Lena", "Max"];
const lastNames = [
  "Abbott",
  "Baker",
  "Castro",
  "Dunn",
  "Evans",
  "Foster",
  "Garcia",
  "Hughes",
  "Ito",
  "Jensen",
  "Kumar",
];
const actions = ["user.invited", "sign-in.succeeded", "user.profile-changed", "mail.sent"] as const;
const one = <T>(from: readonly T[], i: number): T => from[i % from.length] as T;

/** A registered user as registration and a sign-in leave him. */
function aUser(practiceId: string, i: number): User {
  const [firstName, lastName] = [one(firstNames, i * 7), `${one(lastNames, i * 5)}-${i % 100}`];
  // As long in a large practice as in a small one, so that a page of them is read in as many units.
  const username = `${firstName}.${String(i).padStart(5, "0")}`.toLowerCase();
  const at = new Date(Date.now() - i * 60_000);
  return {
    practiceId,
    userId: newId("usr", at),
    username,
    email: `${username}@sunrise.example`,
    firstName,
    lastName,
    type: "staff",
    roles: ["member"],
    status: "active",
    secondStep: "totp",
    securityVersion: 1,
    version: 2,
    invitationId: newId("inv", at),
    invitedAt: at.toISOString(),
    invitationExpiresAt: at.toISOString(),
    registeredAt: at.toISOString(),
    lastSignInAt: at.toISOString(),
  };
}

/** Somebody whom one of eight seeded events is about. */
export const theSubject = `usr_${"7".padStart(26, "0")}`;

/** An event as an operation writes it; one of eight is of the same actor, one of eight of the same subject. All within minutes: one month's partition. */
function anEvent(practiceId: string, { i, actorId }: { i: number; actorId: string }): Record<string, unknown> {
  const now = new Date(Date.now() - i * 5);
  const eventId = newId("evt", now);
  const origin = {
    practiceId,
    actorId: i % 8 === 0 ? actorId : `usr_${String(i % 97).padStart(26, "0")}`,
    actorName: `${one(firstNames, i)} ${one(lastNames, i)}`,
    roles: ["security-administrator", "user-manager"],
    application: "administration" as const,
    sessionId: newId("ses", now),
    address: "127.0.0.1",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0",
    requestId: "00000000-0000-4000-8000-000000000000",
    now,
  };
  const subjectId = i % 8 === 7 ? theSubject : `usr_${String(i % 89).padStart(26, "0")}`;
  const deed = {
    action: one(actions, i),
    subjectId,
    subjectName: `${one(firstNames, i * 3)} ${one(lastNames, i * 3)}`,
  };
  return { ...keys.auditEvent(practiceId, eventId), ...eventOf(origin, deed, eventId) };
}

/** Fills a practice with users and events, past the product: rows of the same shape, many at a time. */
export async function fillPractice(tables: Tables, practice: { practiceId: string; actorId: string; size: number }) {
  const { practiceId, actorId, size } = practice;
  const scope = scopeOf(practiceId);
  const users = Array.from({ length: size }, (_, i) => aUser(practiceId, i));
  const event = (i: number) => marshall(anEvent(practiceId, { i, actorId }), { removeUndefinedValues: true });
  // The directory first: its follower then finds nothing left to do.
  await put(
    tables.url,
    tables.directory,
    users.flatMap((user) => directoryItems(scope, user, new Date())),
  );
  await put(
    tables.url,
    tables.practice,
    users.map((user) => marshall(userRow(scope, user), { removeUndefinedValues: true })),
  );
  await put(
    tables.url,
    tables.audit,
    Array.from({ length: size }, (_, i) => event(i)),
  );
}

async function put(url: string, table: string, rows: readonly Item[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(rows.length / 25) }, (_, i) => rows.slice(i * 25, i * 25 + 25));
  const worker = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await putBatch(url, table, batch);
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

interface Unprocessed {
  readonly UnprocessedItems?: Readonly<Record<string, unknown>>;
}

async function putBatch(url: string, table: string, rows: readonly Item[]): Promise<void> {
  let rest: Unprocessed["UnprocessedItems"] = { [table]: rows.map((Item) => ({ PutRequest: { Item } })) };
  while (rest && Object.keys(rest).length > 0)
    rest = (await callDynamo<Unprocessed>(url, "BatchWriteItem", { RequestItems: rest })).UnprocessedItems;
}
