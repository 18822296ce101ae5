import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the owner of an SFTP account, 30, 10, 5 and 1 days before its password ends. */
export const sftpSecretEnding: Letter<"sftp-secret-ending"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("An SFTP password ends soon at ", facts.practiceName),
    preheader: "Make a new one before claims stop going out.",
    heading: "An SFTP password ends soon",
    greeting: greet(facts.firstName),
    paragraphs: [
      `The password that ${typed(facts.software)} sends claims of ${practice} with ends in ${facts.days}. From then on no claims go out and no answers come in.`,
      "Make a new password now. The present one goes on working beside it until the software has changed over.",
    ],
    facts: [
      ["Account", typed(facts.username, 100)],
      ["Ends", facts.until],
      ["Last used", facts.lastUsed],
    ],
    action: { label: "Make a new password", link: facts.link },
    closing: ["A public key instead of a password does not end."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
