import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To every security administrator, and to the person, when an emergency access is over and waits for its review. */
export const breakGlassReview: Letter<"break-glass-review"> = (facts) => {
  const practice = typed(facts.practiceName);
  const actor = typed(facts.actorName);
  return layout({
    subject: subjectWith("Review the emergency access at ", facts.practiceName),
    preheader: "Until it is reviewed, nobody can break the glass again.",
    heading: "An emergency access waits for its review",
    greeting: greet(facts.firstName),
    paragraphs: [
      `The emergency access of ${actor} at ${practice} is over. A security administrator other than ${actor} now looks at what was done and confirms it. Until then nobody can break the glass again.`,
    ],
    facts: [
      ["By", actor],
      ["Reason", typed(facts.reason, 300)],
      ["From", facts.at],
    ],
    action: { label: "Open emergency access", link: facts.link },
    closing: ["The page lists each use with its reason and leads to what was done under it."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
