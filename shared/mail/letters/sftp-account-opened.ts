import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To who asked for an SFTP account: where to connect and under which name, and nothing that lets in. */
export const sftpAccountOpened: Letter<"sftp-account-opened"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("SFTP account for ", facts.practiceName),
    preheader: "Host, port and username. Nothing that lets in is in this mail.",
    heading: "The SFTP account is open",
    greeting: greet(facts.firstName),
    paragraphs: [
      `The account with which ${typed(facts.software)} sends the claims of ${practice} is open. Enter what follows in the software.`,
      typed(facts.access, 400),
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
      "When the software connects first, it shows the key of the server. If that is another one than here, do not go on, and call the support.",
      "The account is for software only: nobody signs in to this console with it.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
