import type { Origin } from "../../shared/audit/event.ts";
import type { registrationRoutes } from "../../shared/contract/registration.ts";
import { isUsernameFree } from "../../shared/data/accounts.ts";
import { update } from "../../shared/data/changes.ts";
import { releaseClaim, takeClaim } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { brokenRules, passwordContextOf, passwordErrors } from "../../shared/domain/password-policy.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { setFirstPassword } from "../../shared/identity/credential.ts";
import { leaveInvitersLists } from "../../shared/invitations/colleague-registered.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { type Doorway, doorwayOf, registrantOf } from "./open-invitation.ts";
import { registrationWork } from "./registration-work.ts";

export type RegisterCall = Parameters<typeof register>[0];

/** Seconds for which a link belongs to the browser that began to register with it. Source: SECURITY B6. */
const leaseSeconds = 300;

/**
 * Registers the holder of a link: lease, credential, then one transaction that opens the account (and a founder's practice).
 * A crash anywhere leaves the same link good; of many concurrent requests one wins. Source: PRODUCT.md I6, SECURITY B6.
 */
export const register: Operation<typeof registrationRoutes.register> = async (call) => {
  const doorway = await doorwayOf(call.body.token, call);
  if (doorway.state === "registered") throw new Refusal("invitation.used");
  if (doorway.state === "expired") throw new Refusal("invitation.expired");
  await assertAcceptable(call, doorway);
  const lease = {
    what: `registration#${doorway.invitation.invitationId}`,
    by: call.idempotencyKey ?? newSecret(),
    seconds: leaseSeconds,
  };
  const isOurs = await takeClaim(lease, call.now);
  if (!isOurs) throw new Refusal("invitation.used");
  try {
    return await openAccount(call, doorway);
  } catch (error) {
    if (error instanceof Refusal) await releaseClaim(lease);
    throw error;
  }
};

async function assertAcceptable({ body }: RegisterCall, doorway: Doorway): Promise<void> {
  const { username, firstName, lastName } = body;
  const person = { ...registrantOf(doorway), username, firstName, lastName };
  const practice = { ...doorway.practice, policy: doorway.policy };
  const broken = brokenRules(body.password, passwordContextOf(person, practice));
  if (broken.length > 0) throw new Refusal("password.refused", { errors: passwordErrors(broken) });
  if (!(await isUsernameFree(username))) throw refusalAt("user.username-taken", "/username");
}

async function openAccount(call: RegisterCall, doorway: Doorway) {
  const { body } = call;
  const { scope, invitation, user } = doorway;
  const origin: Origin = {
    ...call.origin,
    practiceId: scope.practiceId,
    actorId: invitation.userId,
    actorName: `${body.firstName} ${body.lastName}`,
    roles: invitation.roles,
  };
  const begun = user
    ? [
        update("practice", keys.user(scope, user.userId), {
          set: { status: "provisioning" },
          expect: { status: user.status, version: user.version },
          refusal: "invitation.used",
        }),
      ]
    : [];
  await call.commit({
    origin,
    changes: begun,
    deeds: [{ action: "user.registration-started", outcome: "attempted", subjectId: invitation.userId }],
  });
  const owner = { userId: invitation.userId, practiceId: scope.practiceId, username: body.username };
  const isTaken = await setFirstPassword(owner, body.password);
  if (!isTaken)
    throw new Refusal("password.refused", {
      errors: [
        { pointer: "/password", code: "identity-service", detail: "The identity service does not take this password." },
      ],
    });
  const reply = { outcome: "registered" as const, username: body.username };
  await call.commit({ origin, ...registrationWork(call, doorway) }, reply);
  await tellInviters(invitation.email, call.now);
  return reply;
}

/** He is registered whatever others do meanwhile: what is left undone here, also by a crash, the caretaker finds. */
async function tellInviters(email: string, now: Date): Promise<void> {
  try {
    await leaveInvitersLists(email, now);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
