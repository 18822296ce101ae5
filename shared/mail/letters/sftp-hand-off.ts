import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To somebody outside, such as the maker of the software: the link that takes his public key, or shows a password once. */
export const sftpHandOff: Letter<"sftp-hand-off"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("SFTP access for ", facts.practiceName),
    preheader: "Give the public key of your software, or see a password once.",
    heading: "SFTP access is ready for you",
    greeting: greet(facts.name),
    paragraphs: [
      `${typed(facts.madeBy)} of ${practice} gives you access to the SFTP account that ${typed(facts.software)} uses to send claim files.`,
      "Open the link and give the public key of the software: then there is no password that anybody could steal. If it knows no keys, a password is shown there once. Where to connect, and under which name, stands there too.",
    ],
    action: { label: "Take the access over", link: facts.link },
    closing: [
      `The link works once, for ${facts.hours} hours, and mails a code to this address first: forwarded, it is of no use to anybody. A second try is told to ${practice}.`,
      `If you do nothing, it ends by itself. If this says nothing to you, tell ${practice}.`,
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
