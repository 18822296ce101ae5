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
      `A file of claims of ${practice} arrived by SFTP and was ${facts.outcome}. That is about the file's envelope; whether a payer takes the claims, he answers himself.`,
    ],
    facts: [
      ["Arrived", facts.at],
      ["SFTP account", typed(facts.username)],
      ["Content", typed(facts.content, 120)],
      ["Interchange control numbers", typed(facts.numbers, 500)],
      ...(facts.mistakes ? ([["To be mended", typed(facts.mistakes, 1000)]] as const) : []),
    ],
    action: { label: "Open the transfer log", link: facts.link },
    closing: [
      "An acknowledgement lies in the account's outbound folder, where the file told whom to answer. You get this mail because claim notifications are on for you; a user manager switches them off.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
