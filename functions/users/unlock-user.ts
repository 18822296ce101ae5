import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { type Account, readAllTries, unlockChange } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { type AllTries, browserFails, latestOf } from "../../shared/data/tries-row.ts";
import { readUser } from "../../shared/data/users.ts";
import { innerLockUntil } from "../../shared/domain/lockout.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { verifyCaller } from "./verify-caller.ts";

/** Ends a user's lock at once: wrong passwords, everywhere and in each known browser, and wrong codes alike, and tells until when Cognito's own lock may hold. */
export const unlockUser: Operation<typeof userRoutes.unlockUser> = async (call) => {
  const { caller, path, body, now } = call;
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  if (user.status !== "active") throw new Refusal("user.wrong-status");
  if (body.pin !== undefined) await verifyCaller(call, user, body.pin);
  const [password, code] = await Promise.all([
    counted({ id: user.userId, factor: "password" }),
    counted({ id: user.userId, factor: "code" }),
  ]);
  const { lockedUntil: _ended, ...unlocked } = { ...user, version: user.version + 1 };
  const reply = {
    user: viewOf(unlocked, now),
    clearedPasswordTries: password.tries.own.fails,
    clearedKnownBrowserTries: browserFails(password.tries),
    clearedCodeTries: code.tries.own.fails,
    innerLockUntil: innerLockUntil(latestOf(password.tries), now)?.toISOString(),
  };
  await call.commit(
    {
      changes: [...password.changes, ...code.changes, unmark(call, user)],
      deeds: [
        {
          action: "user.unlocked",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          subjectVersion: unlocked.version,
          changes: {
            passwordTries: { before: password.tries.own.fails, after: 0 },
            knownBrowserTries: { before: browserFails(password.tries), after: 0 },
            codeTries: { before: code.tries.own.fails, after: 0 },
            ...(body.pin === undefined ? {} : { callerVerifiedBy: { after: "PIN" } }),
          },
        },
      ],
    },
    reply,
  );
  return reply;
};

async function counted(account: Account): Promise<{ tries: AllTries; changes: Change[] }> {
  const tries = await readAllTries(account);
  const isTried = tries.own.fails > 0 || tries.browsers.size > 0;
  return { tries, changes: isTried ? [unlockChange(account, tries)] : [] };
}

function unmark({ caller }: Parameters<typeof unlockUser>[0], user: User): Change {
  return update("practice", keys.user(caller.scope, user.userId), {
    set: { version: user.version + 1 },
    remove: ["lockedUntil"],
    expect: { version: user.version },
    refusal: "request.changed-meanwhile",
  });
}
