import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose password was changed, so that a change by somebody else is noticed. */
export const passwordChanged: Letter<"password-changed"> = ({ practiceName, firstName, at, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Your password was changed at ", practiceName),
    preheader: "If this was not you, read on and act at once.",
    heading: "Your password was changed",
    greeting: greet(firstName),
    paragraphs: [
      `Your account at ${practice} has a new password. Whoever was signed in with the old one has been signed out.`,
    ],
    facts: [
      ["Changed", at],
      ["From", address],
    ],
    action: { label: "Ask for another new password", link },
    closing: [
      "If this was you, there is nothing to do.",
      "If it was not, set another password now and tell a security administrator of your practice.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
