import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the owner of an account that nobody uses, 14 and 3 days before it is disabled. */
export const accountUnused: Letter<"account-unused"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("Your account ends soon at ", facts.practiceName),
    preheader: "Sign in before that day to keep it.",
    heading: "You have not used your account for long",
    greeting: greet(facts.firstName),
    paragraphs: [`${practice} disables accounts that nobody uses. Sign in before the day below and yours stays.`],
    facts: [
      ["Last used", facts.lastUsed],
      ["Disabled on", facts.until],
    ],
    action: { label: "Sign in", link: facts.link },
    closing: ["Should it be disabled while you are away, a user manager of your practice can enable it again."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
