import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Invitation } from "../domain/invitation.ts";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import { keys } from "./keys.ts";

/** The id that an invitation's token carries: practice and invitation, so that one read finds it. */
export const tokenIdOf = (invitation: Pick<Invitation, "practiceId" | "invitationId">) =>
  `${invitation.practiceId}~${invitation.invitationId}`;

/** The invitation that a verified token names. */
export async function readInvitationOfToken(tokenId: string): Promise<Invitation | undefined> {
  const [practiceId, invitationId] = tokenId.split("~");
  if (!practiceId || !invitationId) return undefined;
  return readInvitation(scopeOf(practiceId), invitationId);
}

/** One invitation of the practice, strongly consistent. */
export async function readInvitation(scope: PracticeScope, invitationId: string): Promise<Invitation | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.invitation(scope, invitationId), ConsistentRead: true }),
  );
  return Item as Invitation | undefined;
}

/** Whose address this is within the practice: the user it is reserved for. */
export async function holderOfAddress(scope: PracticeScope, email: string): Promise<string | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.practiceAddress(scope, email), ConsistentRead: true }),
  );
  return Item?.["userId"] as string | undefined;
}
