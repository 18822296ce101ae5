import { countRequest } from "../../shared/data/counters.ts";
import { readInvitationOfToken } from "../../shared/data/invitations.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { readUser } from "../../shared/data/users.ts";
import { defaultApplications } from "../../shared/domain/application.ts";
import { type Invitation, stateOf } from "../../shared/domain/invitation.ts";
import { type Policy, policyOf } from "../../shared/domain/policy.ts";
import { type PracticeScope, scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { User } from "../../shared/domain/user.ts";
import { readToken } from "../../shared/secrets/token.ts";

/** What a link leads to: the invitation, the practice's rules, and the invited user where there is one already. */
export interface Doorway {
  readonly scope: PracticeScope;
  readonly invitation: Invitation;
  readonly state: "open" | "registered" | "expired";
  readonly practice: { readonly name: string; readonly npi?: string; readonly timeZone: string };
  readonly policy: Policy;
  readonly user: User | undefined;
}

/** Requests with links that one address may send in five minutes. Source: RULINGS 12. */
const requestsPerAddress = 1000;

/**
 * Follows a link. Opening it any number of times consumes nothing.
 * @throws Refusal `invitation.link-invalid` for anything but the newest link of an invitation, whatever is wrong with it
 */
export async function doorwayOf(token: string, { address, now }: { address: string; now: Date }): Promise<Doorway> {
  const isWithin = await countRequest(`registration.${address}`, requestsPerAddress, now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  const facts = await readToken("invitation", token);
  const invitation = facts ? await readInvitationOfToken(facts.id) : undefined;
  if (
    !invitation ||
    invitation.kind === "colleague" ||
    invitation.revokedAt ||
    invitation.generation !== facts?.generation
  )
    throw new Refusal("invitation.link-invalid");
  const scope = scopeOf(invitation.practiceId);
  const state = stateOf(invitation, now);
  if (invitation.kind === "founder") return founderDoorway(scope, invitation, state);
  const [practice, user] = await Promise.all([readPractice(scope), readUser(scope, invitation.userId)]);
  if (!practice || !user || user.status === "disabled") throw new Refusal("invitation.link-invalid");
  return { scope, invitation, state, practice, policy: policyOf(practice.policy), user };
}

function founderDoorway(scope: PracticeScope, invitation: Invitation, state: Doorway["state"]): Doorway {
  if (!invitation.company) throw new Error("a founder's invitation lacks the company");
  return { scope, invitation, state, practice: invitation.company, policy: policyOf(undefined), user: undefined };
}

/** What the rules ask of whoever registers here: the invited user, or the founder that is to be. */
export function registrantOf({ invitation, user }: Doorway) {
  const { type, roles, email, applications = [] } = invitation;
  const founder = {
    type,
    roles,
    email,
    secondStep: "none",
    applications: defaultApplications(type, applications),
  } as const;
  return user ?? founder;
}
