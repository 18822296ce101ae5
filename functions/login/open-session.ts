import { insert, remove, update } from "../../shared/data/changes.ts";
import { forgetTries } from "../../shared/data/counters.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Session } from "../../shared/data/sessions.ts";
import { deviceOf } from "../../shared/domain/device.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { rolesChosen } from "../../shared/domain/role.ts";
import { siteChosen } from "../../shared/domain/site.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import { cookieGone, cookieOf } from "../../shared/http/cookies.ts";
import { csrfTokenOf, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { type BrowserWork, browserWork } from "./new-browser.ts";
import type { PendingCall } from "./pending-call.ts";
import { enrolmentNews, factorOf, openedWith, type Proof, usedUp } from "./proof.ts";
import { type Room, withRoom } from "./room-for-session.ts";
import { sessionView } from "./session-view.ts";

/**
 * Ends the pending sign-in and opens a session, in one transaction that also uses the code up: of many right answers one
 * signs in. A new bearer each time, so that none can be planted. Source: ASVS 7.2.4, SECURITY A6.
 */
export async function openSession(call: PendingCall, proof: Proof) {
  const { user, practice } = call.pending;
  const secret = newSecret();
  const browser = await browserWork(call);
  const opened = { ...sessionOf(call, proof, secretHash(secret)), isNewBrowser: browser.isNew };
  const used = await usedUp(call, proof);
  const { displaced, session } = await withRoom(call, async (current, room) => {
    // Another sign-in of this moment set a second step up: it is asked for from now on.
    if (proof.method === "none" && current.secondStep !== "none") throw new Refusal("second-step.expired");
    const session = { ...opened, roles: [...rolesChosen(current.roles, proof.role)] };
    await call.commit(workOf({ call, proof, browser, session, used }, current, room));
    return { ...room, session };
  });
  await forgetTries({ id: user.userId, factor: "code" });
  const { practiceId, userId, sessionId } = session;
  call.answer.setCookie(cookieOf("session", { practiceId, userId, rowId: sessionId, secret }));
  call.answer.setCookie(cookieGone("pending"));
  call.answer.setCookie(browser.cookie);
  const view = sessionView({ user, practice, session, csrfToken: csrfTokenOf(secret) }, call.now);
  return { outcome: "signed-in" as const, session: view, ...endedView(displaced.at(-1)) };
}

/** What a session is opened from. */
interface Opening {
  readonly call: PendingCall;
  readonly proof: Proof;
  readonly browser: BrowserWork;
  readonly session: Session;
  readonly used: Awaited<ReturnType<typeof usedUp>>;
}

function workOf({ call, proof, browser, session, used }: Opening, user: User, room: Room) {
  const { scope, pending } = call.pending;
  const { application, roles, sessionId } = session;
  const news = enrolmentNews(call, proof);
  const subject = { subjectId: user.userId, subjectName: fullNameOf(user) };
  const turn = user.lastSignInAt === undefined ? { absent: ["lastSignInAt"] } : {};
  return {
    origin: { ...call.origin, application, roles, sessionId, ...siteOfEvent(call, session) },
    changes: [
      remove("session", keys.pending(user.userId, pending.pendingId), {
        expect: { codeGeneration: pending.codeGeneration, stage: pending.stage },
        refusal: "second-step.refused",
      }),
      ...used.changes,
      insert("session", {
        ...keys.session(user.userId, session.sessionId),
        ...session,
        expiresAtSeconds: Math.floor(Date.parse(session.expiresAt) / 1000),
      }),
      update("practice", keys.user(scope, user.userId), {
        set: {
          lastSignInAt: call.now.toISOString(),
          secondStep: proof.method,
          ...(proof.isNew ? { secondStepAt: call.now.toISOString() } : {}),
          ...provenPhone(call, proof),
        },
        remove: [...lockMark(user, call.now), ...marksOver(proof)],
        expect: {
          status: "active",
          securityVersion: user.securityVersion,
          ...(user.lastSignInAt ? { lastSignInAt: user.lastSignInAt } : {}),
        },
        ...turn,
        refusal: "request.busy",
      }),
      ...room.changes,
      ...browser.changes,
      ...news.changes,
    ],
    deeds: [
      { action: "sign-in.succeeded", reason: factorOf(proof), ...subject },
      ...used.deeds,
      ...news.deeds,
      ...browser.deeds,
      ...room.deeds,
    ],
    mails: [...used.mails, ...news.mails, ...browser.mails],
  } satisfies Parameters<PendingCall["commit"]>[0];
}

/** The site of the session that is opened, with its name as it is now. */
function siteOfEvent({ pending: { practice } }: PendingCall, { siteId }: Session) {
  const siteName = siteId && practice.sites?.[siteId];
  return siteName ? { siteId, siteName } : {};
}

/** A lock that is still on is another counter's, or this sign-in would have been refused: it stays in the list. */
function lockMark({ lockedUntil }: User, now: Date): string[] {
  return lockedUntil !== undefined && new Date(lockedUntil) > now ? [] : ["lockedUntil"];
}

/** A new second step ends the marks of what was half done; the app itself shows that Cognito still asks for it. */
function marksOver({ method, by, isNew }: Proof): string[] {
  if (isNew) return ["secondStepResetAt", "secondStepIntent"];
  return method === "totp" && by === undefined ? ["secondStepIntent"] : [];
}

/** The number that the first code by text has proven. */
function provenPhone({ pending: { pending }, now }: PendingCall, { method, isNew }: Proof) {
  return method === "sms" && isNew ? { phone: pending.phone, phoneConfirmedAt: now.toISOString() } : {};
}

/** The session that had to give way, so that the person is told. */
function endedView(session: Session | undefined) {
  if (!session) return {};
  return { endedSession: { ...deviceOf(session.userAgent), lastSeenAt: session.lastSeenAt } };
}

function sessionOf(call: PendingCall, proof: Proof, hash: string): Session {
  const { scope, user, practice, pending } = call.pending;
  const at = call.now.toISOString();
  const site = siteChosen({ user, practice }, proof.siteId);
  const hours = policyOf(practice.policy).absoluteHours;
  return {
    practiceId: scope.practiceId,
    userId: user.userId,
    sessionId: newId("ses", call.now),
    secretHash: hash,
    securityVersion: user.securityVersion,
    application: pending.application,
    ...(site ? { siteId: site.siteId } : {}),
    secondStep: openedWith(proof),
    createdAt: at,
    steppedUpAt: at,
    steppedUpWith: proof.by ?? proof.method,
    lastSeenAt: at,
    expiresAt: new Date(call.now.getTime() + hours * 3_600_000).toISOString(),
    address: call.address,
    userAgent: call.userAgent,
  };
}
