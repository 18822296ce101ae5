import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose recovery code opened a session, so that another's use is noticed and new ones are made in time. */
export const recoveryCodeUsed: Letter<"recovery-code-used"> = ({
  practiceName,
  firstName,
  left,
  at,
  address,
  link,
}) => {
  const practice = typed(practiceName);
  return layout({
    subject: subjectWith("Recovery sign-in at ", practiceName),
    preheader: "A recovery code stood in for your second step. If this was not you, read on.",
    heading: "A recovery code was used",
    greeting: greet(firstName),
    paragraphs: [
      `Somebody signed in at ${practice} with your password and one of your recovery codes. That code no longer works.`,
      "You can make new ones under My profile; the earlier ones then stop working.",
    ],
    facts: [
      ["Codes left", left],
      ["Used", at],
      ["From", address],
    ],
    action: { label: "Open Gatehouse", link },
    closing: [
      "If this was not you, somebody has your password and your codes. Tell a security administrator of your practice at once.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
