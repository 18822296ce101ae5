import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose phone number changed, so that a change by somebody else is noticed. */
export const phoneChanged: Letter<"phone-changed"> = ({ practiceName, firstName, phone, at, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Your phone number was changed at ", practiceName),
    preheader: "If this was not you, read on and act at once.",
    heading: "Your phone number was changed",
    greeting: greet(firstName),
    paragraphs: [
      phone === "none"
        ? `Your account at ${practice} has no phone number any more. No sign-in code is texted to you.`
        : `Your account at ${practice} has a new phone number. Sign-in codes can be texted to it from now on.`,
    ],
    facts: [
      ["New number", phone],
      ["Changed", at],
      ["From", address],
    ],
    action: { label: "Open My profile", link },
    closing: [
      "If this was you, there is nothing to do.",
      "If it was not, change your password now and tell a security administrator of your practice.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
