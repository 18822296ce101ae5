import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { type Account, readTries, unlockChange } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { innerLockUntil, type Tries } from "../../shared/domain/lockout.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Ends a user's lock at once: wrong passwords and wrong codes alike, and tells until when Cognito's own lock may hold. */
export const unlockUser: Operation<typeof userRoutes.unlockUser> = async (call) => {
  const { caller, path, now } = call;
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  if (user.status !== "active") throw new Refusal("user.wrong-status");
  const [password, code] = await Promise.all([
    counted({ id: user.userId, factor: "password" }),
    counted({ id: user.userId, factor: "code" }),
  ]);
  const { lockedUntil: _ended, ...unlocked } = { ...user, version: user.version + 1 };
  const reply = {
    user: viewOf(unlocked, now),
    clearedPasswordTries: password.tries.fails,
    clearedCodeTries: code.tries.fails,
    innerLockUntil: innerLockUntil(password.tries, now)?.toISOString(),
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
            passwordTries: { before: password.tries.fails, after: 0 },
            codeTries: { before: code.tries.fails, after: 0 },
          },
        },
      ],
    },
    reply,
  );
  return reply;
};

async function counted(account: Account): Promise<{ tries: Tries; changes: Change[] }> {
  const tries = await readTries(account);
  return { tries, changes: tries.fails > 0 ? [unlockChange(account, tries)] : [] };
}

function unmark({ caller }: Parameters<typeof unlockUser>[0], user: User): Change {
  return update("practice", keys.user(caller.scope, user.userId), {
    set: { version: user.version + 1 },
    remove: ["lockedUntil"],
    expect: { version: user.version },
    refusal: "request.changed-meanwhile",
  });
}
