import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To who asked for an SFTP account: where to connect and under which name, and nothing that lets in. */
export const sftpAccountOpened: Letter<"sftp-account-opened"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("SFTP account for ", facts.practiceName),
    preheader: "Host, port and username. The password comes apart from this.",
    heading: "The SFTP account is open",
    greeting: greet(facts.firstName),
    paragraphs: [
      `The account for ${typed(facts.software)} at ${practice} can be used now. Enter what follows in the software.`,
    ],
    facts: [
      ["Host", facts.host],
      ["Port", facts.port],
      ["Username", facts.username],
      ["Key of the server", facts.fingerprint],
      ["Claims", facts.claimType],
      ["Claim files go to", "/inbound"],
      ["Answers lie in", "/outbound"],
    ],
    action: { label: "Open the account", link: facts.link },
    closing: [
      "What lets in comes in another mail, unless a public key was given. It opens no account of this console.",
      "If the software shows another key of the server than this one when it connects first, do not go on, and call the support.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
