import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Practice } from "../domain/practice.ts";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import {
  isWaiting,
  mostWaitingRequests,
  type SftpRequest,
  type SftpRequestStep,
  sftpRequestDays,
  writeOfSteps,
} from "../domain/sftp-request.ts";
import { insert, remove, update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { firstIdAt, timeOfId } from "./ids.ts";
import { keys } from "./keys.ts";
import type { Page } from "./page.ts";
import { rowsAt } from "./practice-rows.ts";

/** The requests that operators see together. */
export type SftpQueue = "waiting" | "over";

/** One request of the practice, strongly consistent. */
export async function readSftpRequest(scope: PracticeScope, requestId: string): Promise<SftpRequest | undefined> {
  if (!timeOfId("sfr", requestId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.sftpRequest(scope, requestId), ConsistentRead: true }),
  );
  return Item as SftpRequest | undefined;
}

/** A page of the practice's requests, newest first. */
export async function listSftpRequests(scope: PracticeScope, page: Page) {
  const { pk, sk } = keys.sftpRequest(scope, "");
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :practice AND begins_with(sk, :request)",
      ExpressionAttributeValues: { ":practice": pk, ":request": sk },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: page.limit,
      ...(page.after ? { ExclusiveStartKey: page.after } : {}),
    }),
  );
  return { requests: Items as SftpRequest[], next: LastEvaluatedKey };
}

/** Any practice's request, for operators: its place in the queue says whose it is. */
export async function findSftpRequest(requestId: string): Promise<SftpRequest | undefined> {
  if (!timeOfId("sfr", requestId)) return undefined;
  const [place] = await rowsAt<{ practiceId: string }>([
    keys.sftpQueue("waiting", requestId),
    keys.sftpQueue("over", requestId),
  ]);
  return place ? readSftpRequest(scopeOf(place.practiceId), requestId) : undefined;
}

/** A page of the requests of every practice: those that wait, longest first, or those that are over, newest first. */
export async function listSftpQueue(queue: SftpQueue, page: Page) {
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :queue",
      ExpressionAttributeValues: { ":queue": keys.sftpQueue(queue, "").pk },
      ScanIndexForward: queue === "waiting",
      ConsistentRead: true,
      Limit: page.limit,
      ...(page.after ? { ExclusiveStartKey: page.after } : {}),
    }),
  );
  return { requests: await requestsAt(Items), next: LastEvaluatedKey };
}

/** Requests whose days are over while nobody decided, the oldest first. */
export async function sftpRequestsDueBy(now: Date, most: number): Promise<SftpRequest[]> {
  const { pk } = keys.sftpQueue("waiting", "");
  const since = new Date(now.getTime() - sftpRequestDays * 86_400_000);
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :queue AND sk < :since",
      ExpressionAttributeValues: { ":queue": pk, ":since": firstIdAt("sfr", since) },
      ConsistentRead: true,
      Limit: most,
    }),
  );
  return requestsAt(Items);
}

async function requestsAt(places: readonly Record<string, unknown>[]): Promise<SftpRequest[]> {
  const ids = places.map(({ sk }) => String(sk));
  const rows = await rowsAt<SftpRequest>(
    places.map(({ practiceId, sk }) => keys.sftpRequest(scopeOf(String(practiceId)), String(sk))),
  );
  return rows.toSorted((one, other) => ids.indexOf(one.requestId) - ids.indexOf(other.requestId));
}

/** A new request: its row, its place in the queue, and its count where it waits. */
export function submissionChanges(scope: PracticeScope, request: SftpRequest, practice: Practice): Change[] {
  const { requestId, practiceId } = request;
  const waits = isWaiting(request);
  return [
    insert("practice", { ...keys.sftpRequest(scope, requestId), ...request }),
    insert("practice", { ...keys.sftpQueue(waits ? "waiting" : "over", requestId), practiceId }),
    ...(waits ? [oneMoreWaits(scope, practice)] : []),
  ];
}

function oneMoreWaits(scope: PracticeScope, { waitingSftpRequests }: Practice): Change {
  const key = keys.practice(scope);
  const name = "waitingSftpRequests";
  return waitingSftpRequests === undefined
    ? update("practice", key, { set: { [name]: 1 }, absent: [name], refusal: "request.changed-meanwhile" })
    : update("practice", key, {
        add: { [name]: 1 },
        atMost: { [name]: mostWaitingRequests - 1 },
        refusal: "sftp-request.too-many",
      });
}

/** What steps change beside the state. */
export type RequestFacts = Partial<Omit<SftpRequest, "state" | "version" | "practiceId" | "requestId">>;

/**
 * The request after steps, and their writes, which hold on exactly the request they were judged on. One that no longer waits
 * leaves the queue and the practice's count.
 */
export function stepped(before: SftpRequest, steps: readonly SftpRequestStep[], facts: RequestFacts) {
  const scope = scopeOf(before.practiceId);
  const { requestId, practiceId } = before;
  const { set, expect } = writeOfSteps(steps, before);
  const after: SftpRequest = { ...before, ...facts, ...set };
  const isClosed = isWaiting(before) && !isWaiting(after);
  const changes: Change[] = [
    update("practice", keys.sftpRequest(scope, requestId), {
      set: { ...facts, ...set },
      expect,
      refusal: steps.length > 0 ? "sftp-request.over" : "request.changed-meanwhile",
    }),
    ...(isClosed
      ? [
          remove("practice", keys.sftpQueue("waiting", requestId), { refusal: "sftp-request.over" }),
          insert("practice", { ...keys.sftpQueue("over", requestId), practiceId }),
          update("practice", keys.practice(scope), { add: { waitingSftpRequests: -1 } }),
        ]
      : []),
  ];
  return { after, changes };
}
