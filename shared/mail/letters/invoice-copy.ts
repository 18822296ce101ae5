import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a payer who asked for his own invoice by mail. */
export const invoiceCopy: Letter<"invoice-copy"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("Your invoice for ", facts.practiceName),
    preheader: "The invoice you asked for.",
    heading: "Your invoice",
    greeting: greet(facts.firstName),
    paragraphs: [`You asked for this invoice for plans of ${practice} by mail.`],
    facts: [
      ["Number", typed(facts.number)],
      ["Date", facts.at],
      ["Amount", typed(facts.amount)],
      ["State", facts.state],
    ],
    action: { label: "Open invoices", link: facts.link },
    closing: ["The document itself lies behind the invoice's number there."],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
