import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To the managers: whose account ends within two weeks, by its last day or because nobody uses it. */
export const accountsEnding: Letter<"accounts-ending"> = (facts) => {
  const practice = typed(facts.practiceName);
  return layout({
    subject: subjectWith("Accounts to look at, at ", facts.practiceName),
    preheader: "See whose account ends, and who does not use his.",
    heading: "Accounts to look at",
    greeting: greet(facts.firstName),
    paragraphs: [`These accounts of ${practice} end soon, or nobody uses them:`],
    facts: [["Accounts", typed(facts.accounts, 2500)]],
    action: { label: "Open users", link: facts.link },
    closing: [
      "If somebody stays, change the last day on the person's page. An account that nobody uses stays when its owner signs in; once disabled you can enable it again.",
    ],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
