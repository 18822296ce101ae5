import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose account got its second step, so that an enrolment by somebody else is noticed. */
export const secondStepSetUp: Letter<"second-step-set-up"> = ({
  practiceName,
  firstName,
  method,
  at,
  address,
  link,
}) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Second step set up at ", practiceName),
    preheader: "From now on signing in needs it. If this was not you, read on.",
    heading: "Your second step is set up",
    greeting: greet(firstName),
    paragraphs: [`From now on signing in at ${practice} needs your password and this second step.`],
    facts: [
      ["Second step", method],
      ["Set up", at],
      ["From", address],
    ],
    action: { label: "Open Gatehouse", link },
    closing: [
      "If this was not you, somebody else knows your password. Tell a security administrator of your practice at once.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
