import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the address that a person wants to have from now on: the link that proves it. */
export const confirmEmail: Letter<"confirm-email"> = ({ practiceName, firstName, until, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Confirm your new address at ", practiceName),
    preheader: "Open this mail to use this address from now on.",
    heading: "Confirm your new e-mail address",
    greeting: greet(firstName),
    paragraphs: [
      `This address is to be the new one of your account at ${practice}. Open the link in a browser in which you are signed in, or sign in first.`,
    ],
    facts: [],
    action: { label: "Use this address", link },
    closing: [
      `The link works once, until ${until}. A newer mail of this kind ends it.`,
      "If you do not know what this is about, do nothing: without your account nobody can open the link.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
