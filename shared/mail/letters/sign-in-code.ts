import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose second step is a code by mail: he signs in, or confirms something sensitive. */
export const signInCode: Letter<"sign-in-code"> = ({ practiceName, firstName, minutes, code }) =>
  layout({
    subject: subjectWith("Your sign-in code for ", practiceName),
    preheader: "Open this mail to see the code. Never pass it on.",
    heading: "Your sign-in code",
    greeting: greet(firstName),
    paragraphs: ["Type this code on the page that asks for it:"],
    code,
    closing: [
      `The code works once, for ${minutes} minutes, and only in that browser. Nobody from Gatehouse or your practice will ever ask you for it.`,
      "If no page of Gatehouse asks you for a code right now, somebody else may know your password. Tell your user manager.",
    ],
    footer: `Sent by Gatehouse for ${typed(practiceName)}.`,
  });
