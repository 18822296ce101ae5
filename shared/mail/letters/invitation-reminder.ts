import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person who was invited and has not registered, shortly before the link ends. */
export const invitationReminder: Letter<"invitation-reminder"> = (facts) => {
  const { practiceName, inviterName, firstName, until, link } = facts;
  const practice = typed(practiceName);
  const inviter = typed(inviterName);
  return layout({
    subject: subjectWith("Your invitation ends soon: ", practiceName),
    preheader: `The link works until ${until}.`,
    heading: "Your invitation ends soon",
    greeting: greet(firstName),
    paragraphs: [
      `${inviter} invited you to ${practice} in Gatehouse, and you have not set up your account yet.`,
      `The link works until ${until}. It is the one of the first mail.`,
    ],
    action: { label: "Set up your account", link },
    closing: [
      "This is the only reminder. After the link has ended its page can mail you a new one.",
      `If you do not know ${inviter} or ${practice}, do nothing. Without the link no account is made.`,
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
