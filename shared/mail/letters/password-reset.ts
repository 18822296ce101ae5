import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person for whom a new password was asked: the link to it. */
export const passwordReset: Letter<"password-reset"> = ({ practiceName, firstName, username, until, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Your new password at ", practiceName),
    preheader: "Open this mail to choose a new password. Never pass it on.",
    heading: "Choose a new password",
    greeting: greet(firstName),
    paragraphs: [
      `Somebody, most likely you, asked for a new password for your account at ${practice}.`,
      "Choose it with the link below. You are then signed out everywhere, and sign in with the new password and your second step.",
    ],
    facts: [["Username", typed(username)]],
    action: { label: "Choose a new password", link },
    closing: [
      `The link works once, until ${until}. A newer mail of this kind ends it.`,
      "If you did not ask for this, do nothing: your password stays as it is, and nobody else can open this link.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
