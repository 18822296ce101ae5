import { randomUUID } from "node:crypto";
import type { User } from "../../shared/domain/user.ts";
import { aPractice, aUser } from "./builders.ts";
import { type InProcessReply, Visitor } from "./in-process.ts";
import { putRows, rowsOf } from "./rows.ts";

/** A practice whose rows are put into the store as they are, each person signed in with an authenticator app. */
export interface EpcsHouse {
  readonly practiceId: string;
  readonly visitors: readonly Visitor[];
  readonly userIds: readonly string[];
  /** The people's rows as they stand now. */
  users(): Promise<User[]>;
}

const hour = 3_600_000;

/** Builds it; the data modules must have their environment already. @param people what each is, beside an open account */
export async function epcsHouse(people: readonly Partial<User>[], now = new Date()): Promise<EpcsHouse> {
  const { newId } = await import("../../shared/data/ids.ts");
  const { keys } = await import("../../shared/data/keys.ts");
  const { scopeOf } = await import("../../shared/domain/practice-scope.ts");
  const { csrfTokenOf, newSecret, secretHash } = await import("../../shared/secrets/codes.ts");
  const practiceId = newId("prc", now);
  const scope = scopeOf(practiceId);
  const at = now.toISOString();
  const users = people.map((own, i) =>
    aUser({
      practiceId,
      userId: newId("usr", now),
      firstName: `P${i}`,
      email: `${randomUUID()}@house.example`,
      ...own,
    }),
  );
  const secrets = users.map(() => newSecret());
  const sessions = users.map((user, i) => ({
    ...{ practiceId, userId: user.userId, sessionId: newId("ses", now), secretHash: secretHash(secrets[i]!) },
    ...{ securityVersion: 1, application: "administration" as const, secondStep: "totp" as const },
    ...{ createdAt: at, steppedUpAt: at, steppedUpWith: "totp", lastSeenAt: at },
    ...{ expiresAt: new Date(now.getTime() + 10 * hour).toISOString(), address: "127.0.0.1", userAgent: "test" },
  }));
  await putRows("PRACTICE_TABLE", [
    { ...keys.practice(scope), ...aPractice({ practiceId }) },
    ...users.map((user) => ({ ...keys.user(scope, user.userId), ...user })),
  ]);
  await putRows(
    "SESSION_TABLE",
    sessions.map((session) => ({ ...keys.session(session.userId, session.sessionId), ...session })),
  );
  const visitors = sessions.map(({ userId, sessionId }, i) => {
    const visitor = new Visitor();
    visitor.cookies.set("__Host-gh", [practiceId, userId, sessionId, secrets[i]].join("."));
    visitor.csrfToken = csrfTokenOf(secrets[i]!);
    return visitor;
  });
  return {
    ...{ practiceId, visitors, userIds: users.map(({ userId }) => userId) },
    users: async () => {
      const rows = await rowsOf("PRACTICE_TABLE", keys.practice(scope).pk);
      return users.flatMap(({ userId }) => (rows.find(({ sk }) => sk === `U#${userId}`) as unknown as User) ?? []);
    },
  };
}

/** A new Idempotency-Key for a call. */
export const anew = () => ({ headers: { "idempotency-key": randomUUID() } });
/** What an answer says: its code, or that it was done. */
export const saidBy = ({ status, json }: InProcessReply): string => (status < 300 ? "done" : json.code);
