import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the address before and the new one, once the account has moved. */
export const emailChanged: Letter<"email-changed"> = ({ practiceName, firstName, at, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Your address was changed at ", practiceName),
    preheader: "If this was not you, read on and act at once.",
    heading: "Your e-mail address was changed",
    greeting: greet(firstName),
    paragraphs: [
      `Your account at ${practice} has a new e-mail address. Codes, links and notices go there from now on, and none to the one before.`,
    ],
    facts: [
      ["Changed", at],
      ["From", address],
    ],
    action: { label: "Open My profile", link },
    closing: [
      "If this was you, there is nothing to do.",
      "If it was not, tell a security administrator of your practice at once.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
