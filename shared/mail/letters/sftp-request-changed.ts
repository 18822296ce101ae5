import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To who asked for an SFTP account, at every step of the request. It holds nothing to sign in with. */
export const sftpRequestChanged: Letter<"sftp-request-changed"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("SFTP request of ", facts.practiceName),
    preheader: "See what became of the request for your software's account.",
    heading: "Your request for an SFTP account",
    greeting: greet(facts.firstName),
    paragraphs: [
      `This is about the SFTP account for ${typed(facts.softwareName, 80)}. What is new: ${typed(facts.what, 200)}.`,
    ],
    facts: [
      ["Practice", practice],
      ["Claims", facts.claimType],
      ["By", typed(facts.by, 100)],
      ...(facts.said ? ([["Said", typed(facts.said, 1000)]] as const) : []),
      ["At", facts.at],
    ],
    action: { label: "Open the request", link: facts.link },
    closing: [
      "If you have something to say, do so on that page. Nobody reads replies to this mail, and nothing is requested or changed by mail.",
      "If you did not ask for this, cancel it on that page and tell another security administrator.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
