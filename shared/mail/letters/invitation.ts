import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whom somebody added to a practice: leads to the registration. */
export const invitation: Letter<"invitation"> = ({ practiceName, inviterName, firstName, until, link }) => {
  const practice = typed(practiceName);
  const inviter = typed(inviterName);
  return layout({
    subject: subjectWith("Your invitation to ", practiceName),
    preheader: `${inviter} asks you to set up your account.`,
    heading: "You are invited",
    greeting: greet(firstName),
    paragraphs: [
      `${inviter} invites you to ${practice} in Gatehouse.`,
      "Choose a username and a password. When you first sign in you also set up a second step, with an authenticator app or, where your role allows it, codes by mail.",
    ],
    action: { label: "Set up your account", link },
    closing: [
      `The link works until ${until}. It is meant for you alone, so please do not pass this mail on.`,
      `If you do not know ${inviter} or ${practice}, do nothing. Without the link no account is made.`,
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
