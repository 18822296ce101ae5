import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the designated people of EPCS, after a day on which something of it was changed or refused. */
export const epcsDay: Letter<"epcs-day"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("EPCS changes of a day at ", facts.practiceName),
    preheader: "Look through what was changed or refused that day.",
    heading: "EPCS changes of the day",
    greeting: greet(facts.firstName),
    paragraphs: [
      `On ${facts.date} there were ${facts.count} entries about EPCS access at ${practice}. The rules want them looked at every day, and an incident reported within one business day.`,
      `${typed(facts.changes, 1500)}.`,
    ],
    action: { label: "Open EPCS", link: facts.link },
    closing: ["If something of this should not have happened, suspend the mark there at once."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
