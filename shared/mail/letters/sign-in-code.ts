import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose password was accepted a moment ago and whose second step is a code by mail. */
export const signInCode: Letter<"sign-in-code"> = ({ practiceName, firstName, minutes, code }) =>
  layout({
    subject: subjectWith("Your sign-in code for ", practiceName),
    preheader: "Open this mail to see the code. Never pass it on.",
    heading: "Your sign-in code",
    greeting: greet(firstName),
    paragraphs: ["Type this code on the page where you are signing in:"],
    code,
    closing: [
      `The code works once, for ${minutes} minutes, and only in that browser. Nobody from Gatehouse or your practice will ever ask you for it.`,
      "If you are not signing in right now, somebody else knows your password. Tell your user manager.",
    ],
    footer: `Sent by Gatehouse for ${typed(practiceName)}.`,
  });
