import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To every security administrator, and to the person, at the moment somebody broke the glass. */
export const breakGlassUsed: Letter<"break-glass-used"> = (facts) => {
  const practice = typed(facts.practiceName);
  const actor = typed(facts.actorName);
  return layout({
    subject: subjectWith("Emergency access at ", facts.practiceName),
    preheader: "See who broke the glass, why, and until when it lasts.",
    heading: "Somebody broke the glass",
    greeting: greet(facts.firstName),
    paragraphs: [
      `${actor} took the emergency role at ${practice}. For an hour it unlocks and enables users, resets their second step, ends their sessions and changes their access hours. All of it stands in the audit log.`,
    ],
    facts: [
      ["By", actor],
      ["Reason", typed(facts.reason, 300)],
      ["From", facts.at],
      ["Until", facts.until],
      ["Address", facts.address],
    ],
    action: { label: "Open emergency access", link: facts.link },
    closing: [
      `If you are ${actor} and this was not you, call a security administrator at once. A security administrator ends it by ending all sessions of ${actor}, or by taking ${actor} off the list.`,
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
