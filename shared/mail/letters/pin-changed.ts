import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose PIN was set, so that one that somebody else set is noticed. */
export const pinChanged: Letter<"pin-changed"> = ({ practiceName, firstName, at, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Your PIN was set at ", practiceName),
    preheader: "If this was not you, read on and act at once.",
    heading: "Your PIN was set",
    greeting: greet(firstName),
    paragraphs: [
      `Your account at ${practice} has a new PIN. With it you prove who you are when you call your user manager for help.`,
      "It never signs anybody in. Say it to nobody who called you.",
    ],
    facts: [
      ["Set", at],
      ["From", address],
    ],
    action: { label: "Open my profile", link },
    closing: [
      "If this was you, there is nothing to do.",
      "If it was not, somebody is signed in as you: change your password now and tell a security administrator of your practice.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
