import { installation } from "../../shared/audit/event.ts";
import { insert, update } from "../../shared/data/changes.ts";
import { type Change, commit } from "../../shared/data/commit.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { readVendor, type Vendor } from "../../shared/data/vendor.ts";
import type { Invitation } from "../../shared/domain/invitation.ts";
import { defaultPolicy } from "../../shared/domain/policy.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { founderLetter } from "../../shared/invitations/letter.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";

/** The first operator, and the vendor's practice that is to be. */
interface Founding {
  readonly email: string;
  readonly name: string;
  readonly timeZone: string;
}

/** What came of it: a link was mailed, or the installation has its operators. */
type Founded = { readonly outcome: "link-mailed" | "founded-already"; readonly practiceId: string };

/**
 * Begins the sign-up of the vendor's practice, whose first person becomes its security administrator and the first operator.
 * There is one at most: while nobody has followed the link, another call mails a new one and ends the old; afterwards nothing
 * is done. Source: PRODUCT.md O1, *the first operator is created by one command*.
 */
export async function foundOperators(founding: Founding, now: Date): Promise<Founded> {
  const before = await readVendor();
  if (before && (await readPractice(scopeOf(before.practiceId))))
    return { outcome: "founded-already", practiceId: before.practiceId };
  const invitation = await foundersInvitation(founding, before, now);
  const { practiceId, invitationId } = invitation;
  const scope = scopeOf(practiceId);
  const row = {
    ...keys.invitation(scope, invitationId),
    ...invitation,
    expiresAtSeconds: Math.floor(Date.parse(invitation.expiresAt) / 1000),
  };
  await commit(
    { practiceId: installation, actorId: "cloud-operations", actorName: "Cloud operations", now },
    {
      changes: [
        insert("practice", row),
        vendorChange(before, { practiceId, invitationId, begunAt: now.toISOString() }),
      ],
      deeds: [{ action: "operator.founding-begun", subjectId: practiceId, subjectName: founding.name }],
      mails: [founderLetter(invitation)],
      mailScope: scope,
    },
  );
  return { outcome: "link-mailed", practiceId };
}

/** Only the invitation that stands here can be followed: of two that were made at once, one is written. */
function vendorChange(before: Vendor | undefined, vendor: Vendor): Change {
  const refusal = "request.changed-meanwhile";
  if (!before) return insert("practice", { ...keys.vendor(), ...vendor }, refusal);
  const { invitationId } = before;
  return update("practice", keys.vendor(), { set: { ...vendor }, expect: { invitationId }, refusal });
}

async function foundersInvitation(
  { email, name, timeZone }: Founding,
  before: Vendor | undefined,
  now: Date,
): Promise<Invitation> {
  return {
    practiceId: before?.practiceId ?? newId("prc", now),
    invitationId: newId("inv", now),
    userId: newId("usr", now),
    kind: "founder",
    isVendor: true,
    email,
    generation: 1,
    keyVersion: await currentKeyVersion(),
    expiresAt: new Date(now.getTime() + defaultPolicy.invitationDays * 86_400_000).toISOString(),
    source: "sign-up",
    company: { name, timeZone },
    type: "staff",
    roles: ["security-administrator", "user-manager", "operator"],
  };
}
