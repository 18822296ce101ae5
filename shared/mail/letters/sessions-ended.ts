import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose sessions a manager ended. */
export const sessionsEnded: Letter<"sessions-ended"> = ({ practiceName, firstName, managerName, at, link }) => {
  const practice = typed(practiceName);
  const manager = typed(managerName);
  return layout({
    subject: subjectWith("You were signed out at ", practiceName),
    preheader: "You can sign in again at once.",
    heading: "You were signed out everywhere",
    greeting: greet(firstName),
    paragraphs: [`${manager} ended all your sessions at ${practice}, in every browser. You can sign in again at once.`],
    facts: [["Ended", at]],
    action: { label: "Sign in", link },
    closing: [`If you do not know why, ask ${manager}.`],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
