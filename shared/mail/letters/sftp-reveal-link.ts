import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a user of the practice: the link that shows a new SFTP password once. */
export const sftpRevealLink: Letter<"sftp-reveal-link"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("A new SFTP password for ", facts.practiceName),
    preheader: "Open the link and sign in. It shows the password once.",
    heading: "Your new SFTP password is ready",
    greeting: greet(facts.name),
    paragraphs: [
      `${typed(facts.madeBy)} asked for a new password for the SFTP account of ${typed(facts.software)} at ${practice}. It is made when you press the button behind the link, is shown once, and is kept nowhere.`,
      "Have the software open beside you, and enter the password there at once. One that lets in now goes on doing so.",
    ],
    action: { label: "Show the password", link: facts.link },
    closing: [
      `The link works once, for ${facts.hours} hours, and only for you: it asks you to sign in. A newer mail of this kind ends it.`,
      "If you do nothing, it ends by itself and no password is made. If you did not expect it, revoke it under SFTP accounts in the console.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
