import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the owner of an SFTP account, when somebody did something with it that he should know. */
export const sftpChanged: Letter<"sftp-changed"> = (facts) => {
  const practice = typed(facts.practiceName);
  const what = typed(facts.what, 300);
  return layout({
    subject: subjectWith("SFTP account at ", facts.practiceName),
    preheader: "See what was done with it, by whom and from where.",
    heading: "News of an SFTP account",
    greeting: greet(facts.firstName),
    paragraphs: [
      `This is about the SFTP account ${typed(facts.username, 100)} of ${practice}, which you answer for.`,
      // It may end with what somebody typed.
      /[.!?…]$/.test(what) ? what : `${what}.`,
    ],
    facts: [
      ["By", typed(facts.actorName, 100)],
      ...(facts.address ? ([["From", facts.address]] as const) : []),
      ["At", facts.at],
    ],
    action: { label: "Open the account", link: facts.link },
    closing: [
      "If this is as it should be, there is nothing to do. If not, disable the account on that page at once, and ask who did it.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
