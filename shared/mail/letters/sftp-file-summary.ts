import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To everybody who wants mails of claims, after a file of claims arrived by SFTP: taken or not, and why. */
export const sftpFileSummary: Letter<"sftp-file-summary"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith(`Claim file ${facts.outcome} at `, facts.practiceName),
    preheader: `A file of claims arrived and was ${facts.outcome}.`,
    heading: `A claim file was ${facts.outcome}`,
    greeting: greet(facts.firstName),
    paragraphs: [
      `A file of claims of ${practice} arrived by SFTP and was ${facts.outcome}. That is about the file's envelope; what a payer makes of the claims, he answers himself.`,
      ...(facts.mistakes ? ["Have the mistakes mended in the software, and what was rejected sent again."] : []),
    ],
    facts: [
      ["Arrived", facts.at],
      ["SFTP account", typed(facts.username)],
      ["Content", typed(facts.content, 120)],
      ["Interchange control numbers", typed(facts.numbers, 500)],
      ...(facts.mistakes ? ([["Mistakes", typed(facts.mistakes, 1000)]] as const) : []),
    ],
    action: { label: "Open the transfer log", link: facts.link },
    closing: [
      "The software finds the acknowledgement in /outbound, unless the file does not say whom to answer.",
      "You get this mail because mails of claims are switched on for you; a user manager switches them off.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
