import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose account was locked by wrong tries, his own or somebody else's. */
export const accountLocked: Letter<"account-locked"> = ({ practiceName, firstName, at, until, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Your account is locked at ", practiceName),
    preheader: "There were too many wrong tries to sign in as you.",
    heading: "Your account is locked for a while",
    greeting: greet(firstName),
    paragraphs: [
      `There were too many wrong tries to sign in as you at ${practice}. Until the lock ends even the right password is refused; only a browser in which you signed in before still has tries of its own.`,
    ],
    facts: [
      ["Locked", at],
      ["Lock ends", until],
      ["Last try came from", address],
    ],
    action: { label: "Open Gatehouse", link },
    closing: [
      "If the tries were yours, wait until the lock ends, or ask a user manager to unlock you now.",
      "If they were not, nobody got in. Tell your user manager all the same.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
