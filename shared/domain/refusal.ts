import { billingRefusals } from "./billing-refusals.ts";
import { epcsRefusals } from "./epcs-refusal.ts";
import { importRefusals } from "./import-refusals.ts";
import { invitationRefusals } from "./invitation-refusals.ts";
import { personRefusals } from "./person-refusals.ts";
import { placeRefusals } from "./place-refusals.ts";
import { sftpAccountRefusals } from "./sftp-account-refusals.ts";
import { sftpRefusals } from "./sftp-refusals.ts";

/**
 * Every way the service may say no, with the sentence a person reads; it says what to do next.
 * A refusal is a correct outcome: it is answered, audited where the route says so, and never alarmed.
 */
export const refusals = {
  ...personRefusals,
  "request.invalid": { status: 400, message: "Some of what was sent is not valid. Correct the fields named below." },
  "request.not-json": { status: 400, message: "The body is not a JSON object. Send one with the documented fields." },
  "request.media-type": { status: 415, message: "Send the body as application/json." },
  "request.too-large": { status: 413, message: "The request is too large. Send at most 64 KB, or a file of 1 MB." },
  "request.precondition-required": { status: 428, message: "Send If-Match with the ETag you read." },
  "request.changed-meanwhile": {
    status: 412,
    message: "Somebody changed this in the meantime. Load it again and repeat your change.",
  },
  "request.cross-site": {
    status: 403,
    message: "The request did not come from this console. Open the console and try again.",
  },
  "request.csrf": { status: 403, message: "The page is out of date. Reload it and try again." },
  "request.too-many": {
    status: 429,
    message: "Too many requests from this address. Wait a few minutes and try again.",
  },
  "request.busy": { status: 503, message: "The service is busy. Nothing was changed. Try again in a moment." },
  "request.cursor": {
    status: 400,
    message: "This page marker is not valid any more. Start again from the first page.",
  },
  "idempotency.mismatch": {
    status: 422,
    message: "This Idempotency-Key was used for another request. Use a new key for a new request.",
  },
  "idempotency.already-shown": {
    status: 409,
    message: "The answer held a secret and was shown once. Ask for a new one.",
  },
  "session.required": { status: 401, message: "Sign in to go on." },
  "session.step-up-required": {
    status: 403,
    message: "This is sensitive. Confirm it with your password and second step, then try again.",
  },
  "session.second-step-required": {
    status: 403,
    message:
      "This needs a second step beside your password. Open My profile, set up an authenticator app there, then try again.",
  },
  "session.forbidden": { status: 403, message: "Your role does not allow this. Ask a security administrator." },
  "session.outside-hours": {
    status: 401,
    message: "Your access hours are over, and this session has ended. Sign in again when they begin.",
  },
  "sign-in.outside-hours": {
    status: 403,
    message: "You are outside of your access hours. Sign in again when they begin.",
  },
  "session.not-found": { status: 404, message: "You have no such session any more. Load the list again." },
  "sign-in.refused": {
    status: 401,
    message:
      "Name or password not right, or the account is locked for a while. Wait, reset your password, or ask your user manager.",
  },
  "sign-in.role-not-held": { status: 403, message: "You do not hold this role. Choose one of yours." },
  "sign-in.site-not-held": { status: 403, message: "You do not work at this site. Choose one of yours." },
  "second-step.refused": {
    status: 401,
    message: "The code is not right or was used already. Wait for the next one and try again.",
  },
  "second-step.expired": { status: 401, message: "This sign-in took too long. Start again with your password." },
  "second-step.unavailable": {
    status: 409,
    message:
      "This way of verifying is not open to you. Choose another, or ask a user manager to reset your second step.",
  },
  "second-step.already-enrolled": { status: 409, message: "A second step is set up already. Sign in with it." },
  "second-step.not-begun": {
    status: 409,
    message: "This set-up is over or was never begun. Start again with your password.",
  },
  "second-step.wrong-code": {
    status: 422,
    message: "The code does not match. Use the newest one; of an authenticator app, check the clock of your phone.",
  },
  "second-step.cool-down": { status: 429, message: "A code was sent a moment ago. Wait before you ask for another." },
  "second-step.texts-used-up": {
    status: 429,
    message: "Many codes were texted to you within this hour. Wait, or use another way.",
  },
  "phone.nothing-to-confirm": {
    status: 409,
    message: "No code for a new number is good at this moment. Enter the number again for another.",
  },
  "phone.none": { status: 409, message: "You have no phone number here. Load the page again." },
  "phone.in-use": {
    status: 409,
    message: "Your sign-in codes go to this number. Use another second step first, or enter a new number in its place.",
  },
  "policy.sms-not-offered": {
    status: 422,
    message: "This installation sends no text messages, so codes by SMS cannot be used. Ask whoever operates it.",
  },
  "password.refused": { status: 422, message: "This password cannot be used. See the reasons below." },
  "password.current-refused": {
    status: 422,
    message:
      "Your current password is not right, or your account is locked for a while. Try again, or wait and try then.",
  },
  "password.being-changed": {
    status: 409,
    message: "Your password is being changed by another request. Wait a moment and look whether it worked.",
  },
  "password-reset.link-invalid": {
    status: 404,
    message:
      "This link is not good any more: it was used, is older than an hour, or a newer one was mailed. Ask for a new one.",
  },
  "user.not-found": { status: 404, message: "No such user in this practice." },
  "user.wrong-status": { status: 409, message: "The user's status does not allow this." },
  "user.own-account": {
    status: 403,
    message: "Nobody does this to the own account. Ask another security administrator or user manager.",
  },
  "user.may-do-more": { status: 403, message: "This person may do more than you. Ask a security administrator." },
  "user.last-administrator": {
    status: 409,
    message:
      "This is the practice's last security administrator who can always sign in. Let another person become one first.",
  },
  "user.needs-authenticator": {
    status: 409,
    message:
      "A security administrator or operator signs in with an authenticator app. Ask this person to set one up first.",
  },
  "pin.wrong": { status: 422, message: "This is not the person's PIN, so nothing was changed. Ask the caller again." },
  "pin.not-set": {
    status: 409,
    message: "This person has set no PIN. Check in another way who is calling, and leave the PIN out.",
  },
  "pin.locked": {
    status: 409,
    message:
      "This PIN is locked after six wrong tries, until the person sets a new one. Check in another way who is calling, and leave the PIN out.",
  },
  "policy.reason-required": { status: 422, message: "This weakens the security policy. Enter a reason." },
  "policy.address-excludes-you": {
    status: 422,
    message: "Your own address is not in the list, so you would lock yourself out. Enter a range that holds it.",
  },
  "user.role-not-grantable": { status: 403, message: "You cannot grant a role that may do more than you." },
  "practice.own-hours": {
    status: 403,
    message: "Your own access hours follow this setting. Ask a security administrator who has none to change it.",
  },
  "user.no-hours": {
    status: 409,
    message: "This user has no access hours, so there is nothing to extend. Load the page again.",
  },
  "user.on-call-too-long": {
    status: 422,
    message: "An extension ends in the future, at most 12 hours from now. Choose an earlier end.",
  },
  "user.site-unknown": {
    status: 422,
    message: "Your practice has no such open site. Load the page again and choose among its sites.",
  },
  ...placeRefusals,
  ...importRefusals,
  ...invitationRefusals,
  "break-glass.not-marked": {
    status: 403,
    message:
      "You were not chosen for emergency access, or signed in without a second step. Ask a security administrator.",
  },
  "break-glass.used": {
    status: 409,
    message:
      "Emergency access was used and has not been reviewed yet, so it stays closed. Ask a security administrator to review it.",
  },
  "break-glass.not-running": { status: 409, message: "No emergency access runs in this session. Load the page again." },
  "break-glass.running": {
    status: 409,
    message: "This emergency access is still running. Wait until it is over, then review it.",
  },
  "break-glass.not-found": {
    status: 404,
    message: "No such emergency access in this practice. Load the list again.",
  },
  "break-glass.reviewed": { status: 409, message: "This was reviewed already. Load the list again." },
  "break-glass.own-use": {
    status: 403,
    message: "Nobody reviews what he did himself. Ask another security administrator.",
  },
  "break-glass.too-many-people": {
    status: 409,
    message: "Ten people may break the glass already. Choose whom to take off the list first.",
  },
  "break-glass.no-applications": {
    status: 403,
    message: "Emergency access does not change what a user may open or where he works. Ask a security administrator.",
  },
  ...epcsRefusals,
  ...sftpAccountRefusals,
  "audit.not-found": { status: 404, message: "No such audit event in this practice." },
  ...sftpRefusals,
  ...billingRefusals,
  "route.not-found": { status: 404, message: "Nothing is here. Check the address against the API description." },
} as const satisfies Record<
  string,
  { status: 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 503; message: string }
>;

export type RefusalCode = keyof typeof refusals;

/** One field at fault. `pointer` is an RFC 6901 JSON pointer into the body, or `?name` for a query parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What may accompany a refusal. Nothing else of it reaches the caller. */
export interface RefusalFacts {
  readonly errors?: readonly FieldError[];
  /** Seconds until another try makes sense; answered as Retry-After. */
  readonly retryAfterSeconds?: number;
  /** Sentences that follow the refusal's own, made of facts the caller may know. */
  readonly more?: string;
}

/** Says no, correctly. Thrown at the point of knowledge and answered once, in shared/http. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;
  constructor(code: RefusalCode, facts: RefusalFacts = {}) {
    super(refusals[code].message);
    this.code = code;
    this.facts = facts;
  }
}

/** A refusal whose one field at fault is known: its own sentence says what is wrong with it. */
export function refusalAt(code: RefusalCode, pointer: string): Refusal {
  return new Refusal(code, { errors: [{ pointer, code: code.replace(/^.*\./, ""), detail: refusals[code].message }] });
}
