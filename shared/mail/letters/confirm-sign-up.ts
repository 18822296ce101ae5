import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";

/** To whoever signed a practice up: proves the address and leads to the first account. */
export const confirmSignUp: Letter<"confirm-sign-up"> = ({ practiceName, until, link }) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Confirm your address for ", practiceName),
    preheader: "One step is left to open your practice in Gatehouse.",
    heading: "Confirm your address",
    paragraphs: [
      `Somebody, most likely you, asked to sign ${practice} up in Gatehouse, where a practice keeps its users, what each of them may open, and a record of both.`,
      "Confirm this address and choose a password. You will be the practice's first security administrator.",
    ],
    action: { label: "Confirm and choose a password", link },
    closing: [
      `The link works until ${until}.`,
      "If you did not ask for this, do nothing. Without the link no practice is opened.",
    ],
    footer: "Sent by Gatehouse because this address was given when a practice signed up.",
  });
};
