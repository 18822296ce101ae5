import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To operators: a practice asked for an SFTP account, or said something about its request. */
export const sftpRequestWaiting: Letter<"sftp-request-waiting"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("SFTP request: ", facts.practiceName),
    preheader: "A practice asks for an SFTP account, or said something about it.",
    heading: "A request for an SFTP account",
    greeting: greet(facts.firstName),
    paragraphs: [
      `This is about ${practice} and the software ${typed(facts.softwareName, 80)}. What is new: ${typed(facts.what, 200)}.`,
    ],
    facts: [
      ["Claims", facts.claimType],
      ["By", typed(facts.by, 100)],
      ...(facts.said ? ([["Said", typed(facts.said, 1000)]] as const) : []),
      ["At", facts.at],
    ],
    action: { label: "Open the request", link: facts.link },
    closing: ["Decide on that page only. Whoever asks by mail or telephone is to ask in Gatehouse, signed in."],
    footer: "Sent by Gatehouse to the operators of this installation.",
  });
};
