import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { typed } from "../typed-text.ts";

/** To an address that several accounts have, when somebody asked for a new password with it: their names. */
export const passwordResetUsernames: Letter<"password-reset-usernames"> = ({ usernames, link }) =>
  layout({
    subject: "Which of your accounts do you mean?",
    preheader: "Several accounts have this address. Use the username of one.",
    heading: "Use your username",
    paragraphs: [
      "Somebody, most likely you, asked for a new password with this e-mail address. Several accounts have it, so the address alone does not say which is meant.",
      "Ask again with the username of the account:",
    ],
    facts: usernames.split(" ").map((name) => ["Username", typed(name)]),
    action: { label: "Ask with a username", link },
    closing: ["If you did not ask for this, do nothing: your passwords stay as they are."],
    footer: "Sent by Gatehouse because this address belongs to accounts of yours.",
  });
