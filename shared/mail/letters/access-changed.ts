import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose hours, last day, applications or sites a manager changed: what holds from now on. */
export const accessChanged: Letter<"access-changed"> = (facts) => {
  const practice = typed(facts.practiceName);
  const manager = typed(facts.managerName);
  return layout({
    subject: subjectWith("Your access changed at ", facts.practiceName),
    preheader: "See when you may be in, and what you may open.",
    heading: "Your access was changed",
    greeting: greet(facts.firstName),
    paragraphs: [`${manager} changed when you may be in at ${practice}, or what you may open. From now on this holds:`],
    facts: [
      ["May be in", facts.hours],
      ["Account ends", facts.until],
      ["Applications", facts.applications],
      ["Sites", typed(facts.sites, 600)],
      ["Changed", facts.at],
    ],
    action: { label: "Sign in", link: facts.link },
    closing: [`If you do not know why, ask ${manager}.`],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
