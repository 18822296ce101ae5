import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To somebody outside, such as the maker of the software: the link that takes his public key, or shows a password once. */
export const sftpHandOff: Letter<"sftp-hand-off"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("SFTP access for ", facts.practiceName),
    preheader: "Give your public key, or see a password once. Do not forward this.",
    heading: "SFTP access is ready for you",
    greeting: greet(facts.name),
    paragraphs: [
      `${typed(facts.madeBy)} of ${practice} gives you access to the SFTP account that ${typed(facts.software)} uses to send claim files.`,
      "Behind the link you give the public key of your software, and then there is no password that anybody could steal. If it knows no keys, a password is shown there once.",
    ],
    action: { label: "Take the access over", link: facts.link },
    closing: [
      `The link works once, for ${facts.hours} hours. It mails a code to this address first, so that nobody else can use it; a second try is told to ${practice}.`,
      "If this says nothing to you, do nothing, and tell the practice.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
