import { differences } from "../../shared/audit/event.ts";
import type { userRoutes } from "../../shared/contract/users.ts";
import { insert, remove, update } from "../../shared/data/changes.ts";
import { awaitColleague, awaitNoMore } from "../../shared/data/colleagues.ts";
import type { Change } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { operatorsAtHome } from "../../shared/data/vendor.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { mayGrantHere } from "../../shared/domain/role.ts";
import { isColleague, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { reissue } from "../../shared/invitations/reissue.ts";
import { type Found, type Invited, invitationViewOf, openInvitationOf, subjectOf } from "./invitation-of.ts";
import { countResend } from "./resends.ts";

type EditCall = Parameters<typeof editInvitation>[0];
type Edited = Partial<Pick<Invited, "email" | "firstName" | "lastName" | "roles">>;
type Written = Found & { readonly changes: readonly Change[]; readonly mails: readonly Mail[] };

/**
 * Corrects the invitation of somebody who has not registered. A new address or new roles send it again at once and end the
 * old link; a corrected name does not. Source: PRODUCT.md I4; attacks 26, 29.
 */
export const editInvitation: Operation<typeof userRoutes.editInvitation> = async (call) => {
  const { caller, body, path, expectedVersion, now } = call;
  const before = await openInvitationOf(caller, path.invitationId);
  if (before.user.version !== expectedVersion) throw new Refusal("request.changed-meanwhile");
  const roles = body.roles ? [...new Set(body.roles)] : undefined;
  if (roles && (isColleague(before.user) || !mayGrantHere(caller, roles)))
    throw refusalAt("user.role-not-grantable", "/roles");
  const edited = changedIn(before.user, { ...body, ...(roles ? { roles } : {}) });
  const after =
    "email" in edited || "roles" in edited ? await again(call, before, edited) : renamed(call, before, edited);
  const reply = invitationViewOf(after, now);
  await call.commit(
    {
      changes: [
        ...after.changes,
        ...addressChanges(call, before.user, after.user),
        ...operatorsAtHome(caller.scope, roles ?? []),
      ],
      mails: after.mails,
      deeds: [
        {
          action: "invitation.edited",
          ...subjectOf(after.user),
          changes: differences<Partial<User>>(before.user, edited),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.user.version);
  return reply;
};

/** What the body really changes. */
function changedIn(user: User, wanted: { readonly [Name in keyof Edited]: Edited[Name] | undefined }): Edited {
  const names = ["email", "firstName", "lastName", "roles"] as const;
  const changed = names.filter(
    (name) => wanted[name] !== undefined && JSON.stringify(wanted[name]) !== JSON.stringify(user[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, wanted[name]]));
}

async function again({ caller, now }: EditCall, { invitation, user }: Found, edited: Edited): Promise<Written> {
  const { scope, practice } = caller;
  const issued = await reissue({ scope, practice, invitation, user, now, why: "edit", edited });
  await countResend(caller, now);
  return { ...issued, user: { ...user, ...issued.user, email: issued.invitation.email } };
}

function renamed({ caller }: EditCall, { invitation, user: before }: Found, edited: Edited): Written {
  const user = { ...before, ...edited, version: before.version + 1 };
  const change = update("practice", keys.user(caller.scope, before.userId), {
    set: { ...edited, version: user.version },
    expect: { version: before.version, status: before.status },
    refusal: "request.changed-meanwhile",
  });
  return { invitation, user, changes: [change], mails: [] };
}

/** Whoever has the new address in this practice keeps it. */
function addressChanges({ caller: { scope }, now }: EditCall, before: Invited, after: Invited): Change[] {
  if (before.email === after.email) return [];
  return [
    remove("practice", keys.practiceAddress(scope, before.email), { expect: { userId: before.userId } }),
    insert(
      "practice",
      { ...keys.practiceAddress(scope, after.email), userId: after.userId },
      refusalAt("user.email-taken", "/email"),
    ),
    ...awaitNoMore(scope, before),
    ...(isColleague(after) ? [awaitColleague(scope, after, now)] : []),
  ];
}
