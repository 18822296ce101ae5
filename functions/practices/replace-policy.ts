import { differences } from "../../shared/audit/event.ts";
import { isSmsOffered } from "../../shared/config/sms-offer.ts";
import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { doerAndAdministrators } from "../../shared/data/users.ts";
import { type Policy, policyOf } from "../../shared/domain/policy.ts";
import { effectsOf, type PolicyEffect } from "../../shared/domain/policy-effect.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { excludes, policyViewOf } from "./policy-view.ts";

type PolicyCall = Parameters<typeof replacePolicy>[0];

/** Most letters that fit into the transaction of the change. */
const mostLetters = 90;

/**
 * Replaces the policy. To weaken any of it takes a reason, and every security administrator is told; an address list that
 * would keep its saver out is refused. Source: PRODUCT.md A11, A16.
 */
export const replacePolicy: Operation<typeof practiceRoutes.replacePolicy> = async (call) => {
  const { caller, body, expectedVersion, address } = call;
  const before = policyOf(caller.practice.policy);
  const after: Policy = { ...body.policy, addresses: [...new Set(body.policy.addresses)] };
  if (excludes(after, address)) throw refusalAt("policy.address-excludes-you", "/policy/addresses");
  if (after.smsCodes && !before.smsCodes && !isSmsOffered())
    throw refusalAt("policy.sms-not-offered", "/policy/smsCodes");
  const weakened = effectsOf(before, after).filter(({ direction }) => direction === "weaker");
  if (weakened.length > 0 && !body.reason) throw refusalAt("policy.reason-required", "/reason");
  const version = expectedVersion + 1;
  const reply = policyViewOf(after, address);
  await call.commit(
    {
      changes: [
        update("practice", keys.practice(caller.scope), {
          set: { policy: after, version },
          expect: { version: expectedVersion },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: weakened.length > 0 ? "policy.weakened" : "policy.changed",
          subjectId: caller.practice.practiceId,
          subjectName: caller.practice.name,
          subjectVersion: version,
          changes: differences(before, after),
          ...(body.reason ? { reason: body.reason } : {}),
        },
      ],
      mails: weakened.length > 0 ? await letters(call, weakened) : [],
    },
    reply,
  );
  call.answer.setVersion(version);
  return reply;
};

async function letters(call: PolicyCall, weakened: readonly PolicyEffect[]): Promise<Mail[]> {
  const { caller, body, now, address } = call;
  const { practice, user } = caller;
  const told = await doerAndAdministrators(caller.scope, { doer: user, count: practice.administrators }, now);
  const changes = weakened.map(({ title, before, after }) => `${title}: ${before}, now ${after}`).join("; ");
  return told.slice(0, mostLetters).map((administrator) => ({
    letter: "policy-weakened",
    to: administrator.email,
    subjectId: administrator.userId,
    subjectName: fullNameOf(administrator),
    params: {
      practiceName: practice.name,
      firstName: administrator.firstName,
      actorName: fullNameOf(user),
      at: inZone(now, practice.timeZone),
      address,
      reason: body.reason ?? "",
      changes,
    },
    secret: { kind: "page-link", page: "security" },
  }));
}
