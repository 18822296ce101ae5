import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { insert } from "../../shared/data/changes.ts";
import { countRequest } from "../../shared/data/counters.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Invitation } from "../../shared/domain/invitation.ts";
import { defaultPolicy } from "../../shared/domain/policy.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { founderLetter } from "../../shared/invitations/letter.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";

/** Sign-ups that one address may ask for in five minutes. */
const signUpsPerAddress = 50;

/**
 * Signs a practice up: keeps the answers as a founder's invitation, which reserves nothing, is swept after the link's days,
 * and becomes a practice only when its mailed link is used. Source: PRODUCT.md P1, RULINGS 4.
 */
export const signUp: Operation<typeof practiceRoutes.signUp> = async (call) => {
  const isWithin = await countRequest(`sign-up.${call.address}`, signUpsPerAddress, call.now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  const invitation = await founderInvitation(call.body, call.now);
  const scope = scopeOf(invitation.practiceId);
  const row = {
    ...keys.invitation(scope, invitation.invitationId),
    ...invitation,
    expiresAtSeconds: Math.floor(Date.parse(invitation.expiresAt) / 1000),
  };
  await call.commit(
    {
      origin: { ...call.origin, actorName: invitation.email },
      changes: [insert("practice", row)],
      deeds: [{ action: "practice.signed-up", subjectId: invitation.practiceId, subjectName: call.body.company.name }],
      mails: [founderLetter(invitation)],
      mailScope: scope,
    },
    { outcome: "confirm-address" },
  );
  return { outcome: "confirm-address" };
};

type Answers = Parameters<typeof signUp>[0]["body"];

async function founderInvitation({ company, applications, login }: Answers, now: Date): Promise<Invitation> {
  const { email, ...rest } = company;
  return {
    practiceId: newId("prc", now),
    invitationId: newId("inv", now),
    userId: newId("usr", now),
    kind: "founder",
    email,
    generation: 1,
    keyVersion: await currentKeyVersion(),
    expiresAt: new Date(now.getTime() + defaultPolicy.invitationDays * 86_400_000).toISOString(),
    source: "sign-up",
    company: rest,
    ...(applications ? { applications: [...new Set(applications)] } : {}),
    ...login,
    type: "staff",
    roles: ["security-administrator", "user-manager"],
  };
}
