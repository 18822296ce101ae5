import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose second step a manager reset, so that a reset that somebody else talked him into is noticed. */
export const secondStepReset: Letter<"second-step-reset"> = ({ practiceName, firstName, actorName, at, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Second step reset at ", practiceName),
    preheader: "You set up a new one at your next sign-in. If you did not ask for this, read on.",
    heading: "Your second step was reset",
    greeting: greet(firstName),
    paragraphs: [
      `Your second step at ${practice} was reset, all your sessions ended, and your recovery codes no longer work.`,
      "At your next sign-in you set up a new second step. Until then your password alone leads there, so sign in soon.",
    ],
    facts: [
      ["Reset by", typed(actorName)],
      ["When", at],
    ],
    action: { label: "Sign in", link },
    closing: ["If you did not ask for this, tell a security administrator of your practice at once."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
