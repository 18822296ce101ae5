import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a colleague who works elsewhere: leads to signing up a practice of his own. It is the same whether he has one or not. */
export const colleagueInvitation: Letter<"colleague-invitation"> = (facts) => {
  const { practiceName, inviterName, firstName, link } = facts;
  const practice = typed(practiceName);
  const inviter = typed(inviterName);
  return layout({
    subject: subjectWith("An invitation from ", practiceName),
    preheader: `${inviter} suggests that your practice uses Gatehouse too.`,
    heading: "Sign up your own practice",
    greeting: greet(firstName),
    paragraphs: [
      `${inviter} of ${practice} uses Gatehouse and invites you to sign up the practice you work in.`,
      `Please sign up with the address that this mail came to. ${inviter} then sees that you have registered, and nothing else about you or your practice.`,
    ],
    action: { label: "Sign up your practice", link },
    closing: [
      "If your practice uses Gatehouse already, there is nothing to do.",
      `If you do not know ${inviter} or ${practice}, do nothing. No account is made.`,
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
