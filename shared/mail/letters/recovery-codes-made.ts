import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose recovery codes were made anew, so that a set that somebody else made is noticed. */
export const recoveryCodesMade: Letter<"recovery-codes-made"> = ({ practiceName, firstName, at, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("New recovery set at ", practiceName),
    preheader: "Ten new recovery codes; earlier ones no longer work. Not you? Read on.",
    heading: "New recovery codes were made",
    greeting: greet(firstName),
    paragraphs: [
      `Ten new recovery codes were made for your account at ${practice}. Each stands in for your second step once; earlier codes no longer work.`,
    ],
    facts: [
      ["Made", at],
      ["From", address],
    ],
    action: { label: "Open my profile", link },
    closing: [
      "If this was you, there is nothing to do.",
      "If it was not, make new codes now, change your password, and tell a security administrator of your practice.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
