import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To every security administrator when the policy was weakened, so that nobody does it unseen. */
export const policyWeakened: Letter<"policy-weakened"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("Security policy weakened at ", facts.practiceName),
    preheader: "See what was changed, by whom and why.",
    heading: "The security policy was weakened",
    greeting: greet(facts.firstName),
    paragraphs: [`Somebody made the security policy of ${practice} less strict.`],
    facts: [
      ["Changed", typed(facts.changes, 1000)],
      ["By", typed(facts.actorName)],
      ["Reason", typed(facts.reason, 300)],
      ["When", facts.at],
      ["From", facts.address],
    ],
    action: { label: "Open the security policy", link: facts.link },
    closing: ["If this should not have happened, set it right there and talk to the person named above."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
