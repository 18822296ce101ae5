import { remove, update } from "../../shared/data/changes.ts";
import { forgetTries } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { applicationsOf, mayEnterApplication } from "../../shared/domain/application.ts";
import { barrierTo, hoursOf } from "../../shared/domain/entry.ts";
import { nextWindowInWords } from "../../shared/domain/hours-in-words.ts";
import { mustRenew } from "../../shared/domain/password-age.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { choicesOf } from "../../shared/domain/role.ts";
import { asksSecondStep } from "../../shared/domain/second-step-need.ts";
import { siteChoicesOf } from "../../shared/domain/site.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { cookieGone } from "../../shared/http/cookies.ts";
import { rulesView } from "./new-password.ts";
import { openSession } from "./open-session.ts";
import type { PendingCall } from "./pending-call.ts";
import { factorOf, type Proof, usedUp } from "./proof.ts";

/**
 * What both proofs lead to: refused outside of the hours, told where the person may go instead, asked for a new password or
 * role and site, or in.
 * All are told here only, so that they say nothing to who has one proof. Source: PRODUCT.md A1, A3, U7.
 */
export async function enter(call: PendingCall, proof: Proof) {
  const { user, practice, pending } = call.pending;
  // The policy or the account changed since the password was right.
  if (proof.method === "none" && asksSecondStep({ user, practice }, pending.application))
    throw new Refusal("second-step.expired");
  const barrier = barrierTo({ user, practice, address: call.address }, call.now);
  if (barrier === "outside-hours") return refuseOutsideHours(call, proof);
  if (!mayEnterApplication(user, pending.application)) {
    await end(call, proof, "wrong-application");
    return { outcome: "wrong-application" as const, applications: [...applicationsOf(user)] };
  }
  if (pending.isPasswordShort || mustRenew(user, policyOf(practice.policy), call.now))
    return askForPassword(call, proof);
  const choice = choiceLeft(call, proof);
  return choice.roles.length + choice.sites.length > 0 ? askForChoice(call, proof, choice) : openSession(call, proof);
}

async function refuseOutsideHours(call: PendingCall, proof: Proof): Promise<never> {
  const { user, practice } = call.pending;
  await end(call, proof, "outside-hours");
  const whom = user.accessSetBy ? `Call ${user.accessSetBy} or another` : "Call a";
  const next = nextWindowInWords(hoursOf({ user, practice }), call.now);
  throw new Refusal("sign-in.outside-hours", {
    more: `That is ${next}. ${whom} user manager of ${practice.name} if you are needed before.`,
  });
}

/** Ends the sign-in without a session; the code is used up all the same. */
async function end(call: PendingCall, proof: Proof, reason: string): Promise<void> {
  const { user, pending } = call.pending;
  const used = await usedUp(call, proof);
  await call.commit({
    changes: [
      remove("session", keys.pending(user.userId, pending.pendingId), { refusal: "second-step.expired" }),
      ...used.changes,
    ],
    deeds: [
      { action: "sign-in.refused", outcome: "refused", reason, subjectId: user.userId, subjectName: fullNameOf(user) },
      ...used.deeds,
    ],
    mails: used.mails,
  });
  await forgetTries({ id: user.userId, factor: "code" });
  call.answer.setCookie(cookieGone("pending"));
}

/** What of role and site is still to be chosen. */
function choiceLeft({ pending: { user, practice } }: PendingCall, { role, siteId }: Proof) {
  return {
    roles: role === undefined ? choicesOf(user.roles) : [],
    sites: siteId === undefined ? siteChoicesOf(user, practice) : [],
  };
}

/** The next call names both. */
async function askForChoice(call: PendingCall, proof: Proof, { roles, sites }: ReturnType<typeof choiceLeft>) {
  await keepProved(call, proof, {
    stage: "choose",
    action: "sign-in.second-step-accepted",
    reason: factorOf(proof),
  });
  return { outcome: "choose" as const, roles: [...roles], ...(sites.length > 0 ? { sites: [...sites] } : {}) };
}

/** The next call brings the new password; a second step just set up is kept with what follows it. */
async function askForPassword(call: PendingCall, proof: Proof) {
  const { user, practice, pending } = call.pending;
  const reason = user.mustChangePassword ? "told-to" : pending.isPasswordShort ? "too-short" : "too-old";
  await keepProved(call, proof, { stage: "new-password", action: "sign-in.new-password-asked", reason });
  return { outcome: "new-password" as const, rules: rulesView(user, practice) };
}

interface Next {
  readonly stage: "choose" | "new-password";
  readonly action: "sign-in.second-step-accepted" | "sign-in.new-password-asked";
  readonly reason: string;
}

/** Keeps that both proofs were given, so that the next call needs no code. */
async function keepProved(call: PendingCall, proof: Proof, { stage, ...told }: Next): Promise<void> {
  const { user, pending } = call.pending;
  const used = await usedUp(call, proof);
  const { method, by, isNew } = proof;
  await call.commit({
    changes: [
      update("session", keys.pending(user.userId, pending.pendingId), {
        set: { stage, proved: { method, isNew, ...(by ? { by } : {}) } },
        remove: ["sealedSession", "sealedAccessToken"],
        expect: { codeGeneration: pending.codeGeneration, stage: pending.stage },
        refusal: "second-step.refused",
      }),
      ...used.changes,
    ],
    deeds: [{ ...told, subjectId: user.userId, subjectName: fullNameOf(user) }, ...used.deeds],
    mails: used.mails,
  });
  await forgetTries({ id: user.userId, factor: "code" });
}
