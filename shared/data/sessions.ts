import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Application } from "../domain/application.ts";
import type { BreakGlassHeld } from "../domain/break-glass.ts";
import type { CodeChannel } from "../domain/code-channel.ts";
import type { Practice } from "../domain/practice.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Role } from "../domain/role.ts";
import type { User } from "../domain/user.ts";
import type { SecondStep } from "../domain/user-status.ts";
import { store, tables } from "./client.ts";
import { type Key, keys } from "./keys.ts";

/** A session as it is stored; the bearer secret only as its hash. */
export interface Session {
  readonly practiceId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly secretHash: string;
  readonly securityVersion: number;
  readonly application: Application;
  /** Chosen at sign-in; sessions from before there was a choice hold all roles of the user. */
  readonly roles?: readonly Role[];
  /** Chosen at sign-in, or the only one; sessions from before the practice had sites have none. */
  readonly siteId?: string;
  /** With what it was opened; `none`: with the password alone. */
  readonly secondStep: SecondStep;
  readonly createdAt: string;
  /** When password and second step were last given in this session. */
  readonly steppedUpAt: string;
  /** With what it was given then, a recovery code told apart; absent in sessions from before this was kept. */
  readonly steppedUpWith?: SecondStep | "recovery";
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
  readonly isNewBrowser?: boolean;
  readonly endedAt?: string;
  /** The emergency role, in this session only; read it with `runningBreakGlass`. */
  readonly breakGlass?: BreakGlassHeld;
  /** Number of the step-up code that counts, when it was sent, and the key it was made with; absent before the first. */
  readonly codeGeneration?: number;
  readonly codeSentAt?: string;
  readonly keyVersion?: string;
  readonly codeChannel?: CodeChannel;
  readonly otherSentAt?: string;
}

/** A sign-in between password and second step, ten minutes at most. What Cognito gave lies sealed in it. */
export interface PendingSignIn {
  readonly practiceId: string;
  readonly userId: string;
  readonly pendingId: string;
  readonly secretHash: string;
  readonly application: Application;
  /** Of the user when his password was accepted: a change of password or role meanwhile ends this sign-in too. */
  readonly securityVersion: number;
  /** The known browser whose counter took the password: its lock, and no other, holds for the second step. */
  readonly browser?: string;
  /**
   * `totp`, `email` and `sms`: verify with it or another way one has; `enrol`: nothing is set up yet; both proofs are given at `new-password`, which asks
   * for one, and at `choose`. `password`: there is nothing more to prove, and no call goes on from here.
   */
  readonly stage: "totp" | "email" | "sms" | "enrol" | "password" | "new-password" | "choose";
  /** With what the second step was proved, once both proofs are given. */
  readonly proved?: {
    readonly method: Session["secondStep"];
    readonly by?: "recovery" | CodeChannel;
    readonly isNew: boolean;
  };
  /** The password, which is the only proof, is shorter than that takes. */
  readonly isPasswordShort?: boolean;
  readonly sealedSession?: string;
  readonly sealedAccessToken?: string;
  readonly keyVersion: string;
  /** Number of the code that counts, how it was sent (by mail, where nothing is said) and when; 0 before the first. */
  readonly codeGeneration: number;
  readonly codeChannel?: CodeChannel;
  readonly codeSentAt?: string;
  /** When the newest code of the other channel was sent, for its own pause. */
  readonly otherSentAt?: string;
  /** The number to be proven, while codes by text are set up. */
  readonly phone?: string;
  readonly expiresAt: string;
}

/** Which code counts: that of a pending sign-in or, for a step-up, of a session (`pendingId` is then its id). */
export type CodeChallenge = Pick<
  PendingSignIn,
  "pendingId" | "codeGeneration" | "codeChannel" | "codeSentAt" | "otherSentAt" | "phone" | "keyVersion"
>;

/** Session or pending sign-in with its user and practice, read together. */
export interface Together<T> {
  readonly held: T | undefined;
  readonly user: User | undefined;
  readonly practice: Practice | undefined;
}

/**
 * Reads what every request is decided by in one strongly consistent request of three units.
 * @throws Refusal `request.busy` when DynamoDB leaves keys unread twice: without evidence nobody enters.
 */
export async function readTogether<T>(scope: PracticeScope, userId: string, held: Key): Promise<Together<T>> {
  const wanted = [keys.user(scope, userId), keys.practice(scope)];
  const rows = await readAll({
    [tables.session()]: { Keys: [{ ...held }], ConsistentRead: true },
    [tables.practice()]: { Keys: wanted.map((key) => ({ ...key })), ConsistentRead: true },
  });
  const find = (key: Key) => rows.find((row) => row["pk"] === key.pk && row["sk"] === key.sk);
  return {
    held: find(held) as T | undefined,
    user: find(keys.user(scope, userId)) as User | undefined,
    practice: find(keys.practice(scope)) as Practice | undefined,
  };
}

/** All session rows of a user, oldest first, strongly consistent; also those that are over and not yet cleaned up. */
export async function listSessions(userId: string): Promise<Session[]> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.session(),
      KeyConditionExpression: "pk = :user AND begins_with(sk, :session)",
      ExpressionAttributeValues: { ":user": keys.session(userId, "").pk, ":session": keys.session(userId, "").sk },
      ConsistentRead: true,
    }),
  );
  return Items as Session[];
}

type Wanted = NonNullable<ConstructorParameters<typeof BatchGetCommand>[0]["RequestItems"]>;

async function readAll(wanted: Wanted): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let rest: Wanted | undefined = wanted;
  for (let attempt = 1; attempt <= 3; attempt++) {
    const answer: { Responses?: Record<string, Record<string, unknown>[]>; UnprocessedKeys?: Wanted } =
      await store.send(new BatchGetCommand({ RequestItems: rest }));
    rows.push(...Object.values(answer.Responses ?? {}).flat());
    rest = answer.UnprocessedKeys;
    if (!rest || Object.keys(rest).length === 0) return rows;
    await pause(Math.random() * 50 * attempt);
  }
  throw new Refusal("request.busy", { retryAfterSeconds: 1 });
}
