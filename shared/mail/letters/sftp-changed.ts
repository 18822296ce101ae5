import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the owner of an SFTP account, when somebody did something with it that he should know. */
export const sftpChanged: Letter<"sftp-changed"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("SFTP account at ", facts.practiceName),
    preheader: "See what was done with it, by whom and from where.",
    heading: "An SFTP account you answer for",
    greeting: greet(facts.firstName),
    paragraphs: [`${typed(facts.what, 300)}.`],
    facts: [
      ["Account", typed(facts.username, 100)],
      ["By", typed(facts.actorName)],
      ["From", facts.address],
      ["At", facts.at],
    ],
    action: { label: "Open the account", link: facts.link },
    closing: ["If this was not meant to happen, disable the account on that page at once, and ask who did it."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
