import { differences } from "../../shared/audit/event.ts";
import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { isOfEpcs } from "../../shared/domain/epcs.ts";
import { detailNames, missingDetails } from "../../shared/domain/person-details.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { detailViewOf, fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { marksLost } from "./marks-lost.ts";
import { otherUser } from "./other-user.ts";

type Body = Parameters<typeof editUser>[0]["body"];

/**
 * Changes what is kept of a person. Only who edits the version that is stored succeeds, so that nobody's change is lost.
 * Source: PRODUCT.md U4, U8, U9.
 */
export const editUser: Operation<typeof userRoutes.editUser> = async (call) => {
  const { caller, body, path, expectedVersion, now } = call;
  const before = await editedUser(caller, path.userId, body);
  if (before.version !== expectedVersion) throw new Refusal("request.changed-meanwhile");
  const { set, gone } = changeOf(body);
  const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !gone.some((other) => other === name)));
  const after = { ...kept, ...set, version: expectedVersion + 1 } as User;
  const errors = missingDetails(after);
  if (errors.length > 0) throw new Refusal("request.invalid", { errors });
  const loss = await marksLost(call, before, after);
  const taken = Object.fromEntries(gone.map((name) => [name, undefined]));
  await call.commit({
    changes: [
      update("practice", keys.user(caller.scope, before.userId), {
        set: { ...set, ...loss.set, version: after.version },
        remove: gone,
        expect: { version: expectedVersion },
        refusal: "request.changed-meanwhile",
      }),
    ],
    deeds: [
      {
        action: "user.details-changed",
        subjectId: after.userId,
        subjectName: fullNameOf(after),
        subjectVersion: after.version,
        changes: differences<Partial<User>>(before, { ...set, ...taken }),
      },
      ...loss.deeds,
    ],
    mails: loss.mails,
  });
  call.answer.setVersion(after.version);
  return detailViewOf(after, now);
};

/** Somebody whom the caller may decide about, or himself where nothing hangs on it: never his address or what kind of person he is. */
async function editedUser(caller: Caller, userId: string, body: Body): Promise<User> {
  const { email, type, externalIds } = body;
  const isOwn = userId === caller.user.userId;
  const user = isOwn ? await readUser(caller.scope, userId) : await otherUser(caller, userId);
  if (!user) throw new Refusal("user.not-found");
  if (email !== undefined && email !== user.email) throw refusalAt("user.email-of-its-owner", "/email");
  const isSame = type === undefined || type === user.type;
  if (isOwn && (!isSame || externalIds !== undefined)) throw new Refusal("user.own-account");
  if (isOwn && isOfEpcs(user) && registration.some((name) => body[name] !== undefined))
    throw new Refusal("user.own-account");
  return user;
}

/** What makes somebody a registrant: who decides about EPCS marks lets another enter it. Source: SECURITY attack 59. */
const registration = ["deaNumber", "deaExpiresOn", "licenceNumber", "licenceExpiresOn"] as const;

/** What is written and what is taken away. */
function changeOf({ email: _email, ...body }: Body): { set: Partial<User>; gone: string[] } {
  const set = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
  const names: Partial<Record<string, unknown>> = body;
  return { set, gone: detailNames.filter((name) => names[name] === null) };
}
