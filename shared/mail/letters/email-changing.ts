import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the present address of somebody who asked for another, so that he notices what he did not do. */
export const emailChanging: Letter<"email-changing"> = ({ practiceName, firstName, at, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Your address is to change at ", practiceName),
    preheader: "If this was not you, read on and act at once.",
    heading: "A new e-mail address was asked for",
    greeting: greet(firstName),
    paragraphs: [
      `Somebody, most likely you, wants another e-mail address for your account at ${practice}. It changes once the link that was mailed there is opened.`,
    ],
    facts: [
      ["Asked", at],
      ["From", address],
    ],
    action: { label: "Open My profile", link },
    closing: [
      "If this was you, there is nothing to do here.",
      "If it was not, change your password now, which ends that link, and tell a security administrator of your practice.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
