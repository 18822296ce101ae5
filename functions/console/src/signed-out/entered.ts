import * as z from "zod/mini";
import { type Entered, type loginRoutes, WrongApplication } from "../../../../shared/contract/login.ts";
import { NewPasswordAsked } from "../../../../shared/contract/passwords.ts";
import { ChoiceAsked } from "../../../../shared/contract/session-choice.ts";
import { problemOf } from "../api/problem-error.ts";
import { passEndedSession } from "../ended-session.ts";
import { leaveForOutsideHours } from "../outside-hours.ts";
import { beginSecondStep, finishSignIn, pendingSignIn } from "./pending-sign-in.ts";

const storageKey = "gatehouse.entered";
const Kept = z.union([ChoiceAsked, WrongApplication, NewPasswordAsked]);
const pages = {
  choose: "/signin/choice",
  "new-password": "/signin/new-password",
  "wrong-application": "/signin/wrong-application",
} as const;

/** Goes on where both proofs have led to: in, to the choice of role and site, to a new password, or to the word that this is the wrong application. */
export function goOn(entered: z.output<typeof Entered>, navigate: (page: string) => void): void {
  if (entered.outcome === "signed-in") {
    sessionStorage.removeItem(storageKey);
    passEndedSession(entered.endedSession);
    finishSignIn();
    return;
  }
  sessionStorage.setItem(storageKey, JSON.stringify(entered satisfies z.output<typeof Kept>));
  navigate(pages[entered.outcome]);
}

/** Goes on from an accepted password: to the second step, or where the password alone has led to. */
export function goOnFromPassword(
  answer: z.output<typeof loginRoutes.signIn.reply>,
  returnPath: string,
  navigate: (page: string) => void,
): void {
  if (answer.outcome === "second-step") {
    navigate(beginSecondStep(answer, returnPath));
    return;
  }
  beginSecondStep({ outcome: "second-step", enrolled: [], open: [] }, returnPath);
  goOn(answer, navigate);
}

/** Where both proofs led to in this tab; kept over a reload of the page. */
export function enteredBefore(): z.output<typeof Kept> | undefined {
  const stored = sessionStorage.getItem(storageKey);
  return stored ? z.safeParse(Kept, JSON.parse(stored)).data : undefined;
}

/** Shows that the hours are over. @returns whether it was that */
export function isOutsideHours(thrown: unknown): boolean {
  const { code, detail } = problemOf(thrown);
  if (code !== "sign-in.outside-hours") return false;
  leaveForOutsideHours(detail, pendingSignIn()?.returnPath ?? "/");
  return true;
}
