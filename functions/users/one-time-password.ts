import { update } from "../../shared/data/changes.ts";
import type { Change, Work } from "../../shared/data/commit.ts";
import { releaseClaim, takeClaim } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { brokenFormRules, passwordContextOf } from "../../shared/domain/password-policy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { isUnlimitedAdministrator } from "../../shared/domain/unlimited-administrator.ts";
import { detailViewOf, fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { setFirstPassword } from "../../shared/identity/credential.ts";
import { newOneTimePassword, newSecret } from "../../shared/secrets/codes.ts";

interface Handing extends Pick<Call, "now"> {
  readonly caller: Caller;
  commit(work: Work, reply: Handed): Promise<void>;
}
/** Whose password, and why a manager gives it. */
interface Receiver {
  readonly user: Pick<User, "userId">;
  readonly reason?: string | undefined;
}
interface Handed {
  readonly user: ReturnType<typeof detailViewOf>;
  readonly oneTimePassword: string;
}

/** Seconds in which one request alone sets a password: longer than a request can take. The other doors to one take the same. */
const leaseSeconds = 30;

/**
 * Sets a random password in Cognito and then writes that it is to be changed at the next sign-in; an account that was begun
 * is opened with that. Nobody chose it, and it is answered once. A crash before the write leaves a password that nobody
 * knows, and the next one takes its place. Source: PRODUCT.md U3; SECURITY B6.
 */
export async function handPassword(call: Handing, receiver: Receiver): Promise<Handed> {
  const lease = { what: `password#${receiver.user.userId}`, by: newSecret(), seconds: leaseSeconds };
  const isOurs = await takeClaim(lease, call.now);
  if (!isOurs) throw new Refusal("request.busy", { retryAfterSeconds: leaseSeconds });
  try {
    const handed = await handAlone(call, receiver);
    await releaseClaim(lease);
    return handed;
  } catch (error) {
    if (error instanceof Refusal) await releaseClaim(lease);
    throw error;
  }
}

async function handAlone(call: Handing, { user: { userId }, reason }: Receiver): Promise<Handed> {
  const { caller, now } = call;
  const before = await readUser(caller.scope, userId);
  if (!before || (before.status !== "provisioning" && before.status !== "active"))
    throw new Refusal("request.changed-meanwhile");
  const oneTimePassword = passwordFor(before, caller);
  const owner = { userId, practiceId: caller.scope.practiceId, username: before.username ?? "" };
  const isSet = await setFirstPassword(owner, oneTimePassword);
  if (!isSet) throw new Error("Cognito refuses a password that was made for its rules");
  const { change, after } = opened(before, call);
  const handed = { user: detailViewOf(after, now), oneTimePassword };
  const isNew = before.status === "provisioning";
  await call.commit(
    {
      changes: [change, ...(isNew ? [counted(caller, after)] : [])],
      deeds: [
        {
          action: isNew ? "user.created" : "password.one-time-given",
          reason,
          subjectId: userId,
          subjectName: fullNameOf(after),
          subjectVersion: after.version,
          changes: isNew ? { status: { before: before.status, after: after.status } } : {},
        },
      ],
    },
    handed,
  );
  return handed;
}

/** One that meets the practice's rules for this person. */
function passwordFor(user: User, { practice }: Caller): string {
  const context = passwordContextOf(user, practice);
  for (;;) {
    const password = newOneTimePassword(context.minLength);
    if (brokenFormRules(password, context).length === 0) return password;
  }
}

/** The account open, its sessions and mailed links over, and a new password asked for at the next sign-in. */
function opened(before: User, { caller, now }: Handing): { change: Change; after: User } {
  const { creation: _begun, reset: _link, passwordIntent: _nonce, ...kept } = before;
  const set = {
    status: "active" as const,
    registeredAt: before.registeredAt ?? now.toISOString(),
    passwordChangedAt: now.toISOString(),
    mustChangePassword: true,
    resetGeneration: (before.resetGeneration ?? 0) + 1,
    version: before.version + 1,
    securityVersion: before.securityVersion + 1,
  };
  const change = update("practice", keys.user(caller.scope, before.userId), {
    set,
    remove: ["creation", "reset", "passwordIntent"],
    expect: { status: before.status, version: before.version, securityVersion: before.securityVersion },
    refusal: "request.changed-meanwhile",
  });
  return { change, after: { ...kept, ...set } };
}

/** One more is registered, and perhaps one more who can always sign in. */
function counted({ scope }: Caller, after: User): Change {
  return update("practice", keys.practice(scope), {
    add: { registered: 1, administrators: isUnlimitedAdministrator(after) ? 1 : 0 },
  });
}
