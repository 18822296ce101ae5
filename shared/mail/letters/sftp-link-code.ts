import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the recipient of a hand-off link who has opened it: the code that shows that he reads this mailbox now. */
export const sftpLinkCode: Letter<"sftp-link-code"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("Your code for ", facts.practiceName),
    preheader: "Type the code on the page that you have open.",
    heading: "Your code",
    greeting: greet(facts.name),
    paragraphs: [`Type this code on the page with which you take over the SFTP access of ${practice}.`],
    code: facts.code,
    closing: [
      `It is good for ${facts.minutes} minutes. A newer code ends it.`,
      `If you did not ask for it, somebody else has your link: tell ${practice}.`,
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
