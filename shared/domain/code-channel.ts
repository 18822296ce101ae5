import { isOfEpcs } from "./epcs.ts";
import { type Policy, policyOf } from "./policy.ts";
import type { Practice } from "./practice.ts";
import type { Role } from "./role.ts";
import type { User } from "./user.ts";
import type { SecondStep } from "./user-status.ts";

/** How a code that we make reaches a person; a code of one channel is none of the other. */
export const codeChannels = ["email", "sms"] as const;
export type CodeChannel = (typeof codeChannels)[number];

/** A second step that is set up. */
export type SecondStepMethod = Exclude<SecondStep, "none">;

/** What the decision is made from; `isSmsOffered`: whether this installation sends texts at all. */
export interface ChannelFacts {
  readonly user: Pick<User, "roles" | "email" | "epcs">;
  readonly practice: Pick<Practice, "policy">;
  readonly isSmsOffered: boolean;
}

const switches = { email: "emailCodes", sms: "smsCodes" } as const satisfies Record<CodeChannel, keyof Policy>;

/** Whether a role is held with an authenticator app only: it opens doors for a whole practice, or for all of them. */
export const needsApp = (role: Role): boolean => role === "security-administrator" || role === "operator";

/**
 * Whether somebody may choose codes of this channel as a second step: where the practice says so, and no security
 * administrator, operator or person of EPCS ever (21 CFR 1311.115), nor who has no address: he has an authenticator app. The one decision for set-up, sign-in, step-up and profile. Source: PRODUCT.md A2, A16; SECURITY B3.
 */
export function mayTakeCodes(channel: CodeChannel, { user, practice, isSmsOffered }: ChannelFacts): boolean {
  if (user.email === undefined) return false;
  if (user.roles.some(needsApp) || isOfEpcs(user)) return false;
  return policyOf(practice.policy)[switches[channel]] && (channel !== "sms" || isSmsOffered);
}

/**
 * The ways in which a person can verify at this moment, the one asked for first in front; a recovery code stands in for any.
 * Texts end with the practice's switch. Who has nothing but texts may take codes by mail where those are open to him, for
 * his mailbox was proven when he registered; where they are not, only a recovery code or a reset is left.
 */
export function waysToVerify(
  facts: ChannelFacts & { readonly user: Pick<User, "roles" | "email" | "secondStep" | "phone"> },
): SecondStepMethod[] {
  const { secondStep, phone } = facts.user;
  const texts: SecondStepMethod[] = phone !== undefined && mayTakeCodes("sms", facts) ? ["sms"] : [];
  if (secondStep === "none") return [];
  if (secondStep === "sms") return mayTakeCodes("email", facts) ? [...texts, "email"] : texts;
  return [secondStep, ...texts];
}
