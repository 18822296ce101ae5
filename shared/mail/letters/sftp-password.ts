import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** In two-mails mode: the password of an SFTP account, and nothing that says of which. */
export const sftpPassword: Letter<"sftp-password"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("The second mail from ", facts.practiceName),
    preheader: "What you were told to expect. Keep it as you keep a key.",
    heading: "The second of two mails",
    greeting: greet(facts.firstName),
    paragraphs: [
      `This belongs to what ${practice} wrote to you in another mail. Enter it where that one says, then delete this.`,
      facts.password,
    ],
    closing: [
      "It is 52 letters and digits in one line. Nobody signs in to this console with it.",
      "If you did not expect this, ask a security administrator of the practice to retire it.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
