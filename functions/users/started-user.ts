import { findAccount, reserveUsername } from "../../shared/data/accounts.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser, userRow } from "../../shared/data/users.ts";
import { operatorsAtHome } from "../../shared/data/vendor.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import { keyedHash } from "../../shared/secrets/codes.ts";
import { type CreateCall, type Settings, settingChanges } from "./new-user-settings.ts";

/**
 * The user of a creation with a one-time password: written with its names reserved and nothing open, or found again by the
 * same request after a crash. Of any number who want a username at once one has it.
 * The address is reserved within the practice only: nobody has proved it, so that it finds no account at sign-in.
 */
export async function startedUser(call: CreateCall, settings: Settings): Promise<User> {
  const { caller, body, idempotencyKey = "" } = call;
  const creation = await keyedHash("idempotency", JSON.stringify([caller.user.userId, idempotencyKey, body]));
  const before = await startedBefore(call, creation);
  if (before) return before;
  const user = newUser(call, settings, creation);
  const place = { scope: caller.scope, userId: user.userId };
  const address = body.email === undefined ? [] : [{ ...keys.practiceAddress(caller.scope, body.email) }];
  await call.commit({
    changes: [
      reserveUsername(place, body.username ?? ""),
      ...address.map((key) =>
        insert("practice", { ...key, userId: user.userId }, refusalAt("user.email-taken", "/email")),
      ),
      insert("practice", userRow(caller.scope, user)),
      ...settingChanges(call, user, settings),
      ...operatorsAtHome(caller.scope, user.roles),
    ],
    deeds: [
      {
        action: "user.creation-started",
        outcome: "attempted",
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        subjectVersion: user.version,
        changes: {
          username: { after: user.username },
          email: { after: user.email },
          type: { after: user.type },
          roles: { after: user.roles },
        },
      },
    ],
  });
  return user;
}

async function startedBefore({ caller, body }: CreateCall, creation: string): Promise<User | undefined> {
  const place = await findAccount(body.username ?? "");
  if (!place) return undefined;
  const isHere = place.scope.practiceId === caller.scope.practiceId;
  const user = isHere ? await readUser(caller.scope, place.userId) : undefined;
  if (user?.status === "provisioning" && user.creation === creation) return user;
  throw refusalAt("user.username-taken", "/username");
}

function newUser({ caller, body, now }: CreateCall, settings: Settings, creation: string): User {
  const { username = "", email, firstName, lastName, type, roles } = body;
  return {
    ...settings.user,
    ...(email === undefined ? {} : { email }),
    practiceId: caller.scope.practiceId,
    userId: newId("usr", now),
    username,
    firstName,
    lastName,
    type,
    roles: [...new Set(roles)],
    status: "provisioning",
    creation,
    secondStep: "none",
    securityVersion: 1,
    version: 1,
    invitedAt: now.toISOString(),
  };
}
