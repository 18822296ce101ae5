import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To who answers for an SFTP account, and to everybody who wants mails of claims: that files stopped coming. */
export const sftpSilent: Letter<"sftp-silent"> = (facts) => {
  const practice = typed(facts.practiceName);
  const days = facts.days === "1" ? "one business day" : `${facts.days} business days`;
  return layout({
    subject: subjectWith("No claim files for a while from ", facts.practiceName),
    preheader: "Files usually come, and have stopped. See whether the software still sends.",
    heading: "Claim files have stopped coming",
    greeting: greet(facts.firstName),
    paragraphs: [
      `Files of ${practice} usually come by SFTP, and for ${days} none has come. Weekends and public holidays are not counted.`,
    ],
    facts: [
      ["SFTP account", typed(facts.username)],
      ["Software", typed(facts.software)],
      ["Last file", facts.lastFile],
    ],
    action: { label: "Open the SFTP account", link: facts.link },
    closing: [
      "Its page says whether the software still signs in, and why it is refused if it is. If no files are expected, set there after how many days you are told, or that you never are.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
