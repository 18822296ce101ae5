import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the person it is about and to the designated people of the place, whenever something of EPCS is decided or proposed. */
export const epcsChanged: Letter<"epcs-changed"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("EPCS at ", facts.practiceName),
    preheader: "See what was proposed or decided, by whom, and why.",
    heading: "A change of EPCS access",
    greeting: greet(facts.firstName),
    paragraphs: [
      `This concerns who may decide about electronic prescribing of controlled substances at ${practice}: ${typed(facts.what, 300)}.`,
    ],
    facts: [
      ["Place", typed(facts.place)],
      ["By", typed(facts.actorName)],
      ["Reason", typed(facts.reason, 300)],
      ["At", facts.at],
    ],
    action: { label: "Open EPCS", link: facts.link },
    closing: [
      "If you did not expect this, suspend the mark on that page at once: one designated person is enough for that. Then call a security administrator.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
