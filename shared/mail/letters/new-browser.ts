import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose account was signed in to with a browser that nobody had used for it before. */
export const newBrowser: Letter<"new-browser"> = ({ practiceName, firstName, device, at, address, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("New browser signed in at ", practiceName),
    preheader: "If this was you, there is nothing to do.",
    heading: "A new browser signed in as you",
    greeting: greet(firstName),
    paragraphs: [`Somebody, most likely you, signed in at ${practice} with a browser that was not used for it before.`],
    facts: [
      ["Browser", device],
      ["Signed in", at],
      ["From", address],
    ],
    action: { label: "See where you are signed in", link },
    closing: [
      "If this was you, there is nothing to do.",
      "If it was not, end that session on your profile page, and tell a security administrator of your practice at once: somebody knows your password and has your second step.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
