import { letterNames, render } from "../../../shared/mail/letters.ts";
import { factsWith, realNames } from "./facts.ts";

/** Every letter as a person reads it, for the documents. */
export function galleryPage(): string {
  const letters = letterNames.toSorted().map((name) => {
    const { subject, text } = render(name, factsWith(realNames)[name]);
    return [`## ${name}`, "", `**${subject}**`, "", "```text", text.trimEnd(), "```", ""].join("\n");
  });
  return [
    "# The letters",
    "",
    `The product sends ${letterNames.length} letters. Here is the text part of each, with made-up names; the HTML part says the same.`,
    "`node test/shared/mail/write-gallery.ts` writes this page from `shared/mail`, and a test compares both.",
    "",
    ...letters,
  ].join("\n");
}
