import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { EpcsPlace } from "../domain/epcs.ts";
import { type EpcsProposal, proposalDays } from "../domain/epcs-proposal.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { insert, update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { firstIdAt, timeOfId } from "./ids.ts";
import { keys } from "./keys.ts";

/** The people of one place, strongly consistent; a place nobody was designated for yet has none, at version 0. */
export async function readPlace(scope: PracticeScope, place: string): Promise<EpcsPlace> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.epcsPlace(scope, place), ConsistentRead: true }),
  );
  return (Item as EpcsPlace | undefined) ?? emptyPlace(scope, place);
}

/** A place as it is before anybody was designated for it. */
export function emptyPlace({ practiceId }: PracticeScope, place: string): EpcsPlace {
  return { practiceId, place, designated: [], holders: [], version: 0 };
}

/** Writes the people of a place, when nobody else did since it was read. */
export function placeChange(scope: PracticeScope, before: EpcsPlace, after: EpcsPlace): Change {
  const { designated, holders } = after;
  const version = before.version + 1;
  const key = keys.epcsPlace(scope, before.place);
  if (before.version === 0) return insert("practice", { ...key, ...after, version }, "request.changed-meanwhile");
  return update("practice", key, {
    set: { designated, holders, version },
    expect: { version: before.version },
    refusal: "request.changed-meanwhile",
  });
}

/** Every place of the practice that has people of EPCS, strongly consistent. */
export async function listPlaces(scope: PracticeScope): Promise<EpcsPlace[]> {
  const { pk, sk } = keys.epcsPlace(scope, "");
  const places: EpcsPlace[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await store.send(
      new QueryCommand({
        TableName: tables.practice(),
        KeyConditionExpression: "pk = :practice AND begins_with(sk, :place)",
        ExpressionAttributeValues: { ":practice": pk, ":place": sk },
        ConsistentRead: true,
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    places.push(...(Items as EpcsPlace[]));
    after = LastEvaluatedKey;
  } while (after);
  return places;
}

/** One proposal, strongly consistent. */
export async function readProposal(scope: PracticeScope, proposalId: string): Promise<EpcsProposal | undefined> {
  if (!timeOfId("epp", proposalId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.epcsProposal(scope, proposalId), ConsistentRead: true }),
  );
  return Item as EpcsProposal | undefined;
}

const mostProposals = 100;

/** The proposals that may still be open, newest first: those of the last days, a hundred at most. */
export async function listProposals(scope: PracticeScope, now: Date): Promise<EpcsProposal[]> {
  const since = new Date(now.getTime() - proposalDays * 86_400_000);
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :practice AND sk BETWEEN :since AND :last",
      ExpressionAttributeValues: {
        ":practice": keys.epcsProposal(scope, "").pk,
        ":since": keys.epcsProposal(scope, firstIdAt("epp", since)).sk,
        ":last": keys.epcsProposal(scope, "epp_~").sk,
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: mostProposals,
    }),
  );
  return Items as EpcsProposal[];
}
