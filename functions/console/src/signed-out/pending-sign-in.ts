import * as z from "zod/mini";
import { SecondStepAsked } from "../../../../shared/contract/login.ts";
import type { CodeSent } from "../../../../shared/contract/second-step.ts";
import { hrefOf, returnPathOf } from "../base-address.ts";
import { tellOtherTabs } from "../tabs.ts";
import { forgetWantedPage } from "./wanted-page.ts";

const storageKey = "gatehouse.pending-sign-in";
const PendingSignIn = z.object({ asked: SecondStepAsked, returnPath: z.string() });

/** A sign-in whose password was accepted. Nothing secret: that lies in the cookie. Kept over a reload of the page. */
export type PendingSignIn = z.output<typeof PendingSignIn>;

/** Keeps what the service asks for next. @returns the page to go on with */
export function beginSecondStep(asked: SecondStep, returnPath: string): "/signin/code" | "/signin/setup-2step" {
  sessionStorage.setItem(storageKey, JSON.stringify({ asked, returnPath } satisfies PendingSignIn));
  return asked.enrolled.length > 0 ? "/signin/code" : "/signin/setup-2step";
}
type SecondStep = z.output<typeof SecondStepAsked>;

/** The sign-in under way in this tab, if there is one. */
export function pendingSignIn(): PendingSignIn | undefined {
  const stored = sessionStorage.getItem(storageKey);
  return stored ? z.safeParse(PendingSignIn, JSON.parse(stored)).data : undefined;
}

/** Remembers a newer code, so that a reload shows the right countdown. */
export function rememberCodeSent(sent: z.output<typeof CodeSent>): void {
  const pending = pendingSignIn();
  if (pending) beginSecondStep({ ...pending.asked, sent }, pending.returnPath);
}

/** Opens the page that was wanted, in the signed-in application. */
export function finishSignIn(): void {
  const wanted = pendingSignIn()?.returnPath ?? "/";
  sessionStorage.removeItem(storageKey);
  forgetWantedPage();
  tellOtherTabs("signed-in");
  window.location.assign(hrefOf(returnPathOf(wanted)));
}
