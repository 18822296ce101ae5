import { layout } from "../layout.ts";
import type { Letter } from "../letter.ts";
import { subjectWith, typed } from "../typed-text.ts";
import { greet } from "./greet.ts";

/** To a person whose PIN is locked, since somebody may have called in his name. */
export const pinLocked: Letter<"pin-locked"> = ({ practiceName, firstName, managerName, at, link }) => {
  const practice = typed(practiceName);
  const manager = typed(managerName);
  return layout({
    subject: subjectWith("Your PIN is locked at ", practiceName),
    preheader: "Six wrong ones were tried. If you did not call, read on.",
    heading: "Your PIN is locked",
    greeting: greet(firstName),
    paragraphs: [
      `Six wrong PINs were given for your account at ${practice}, the last one to ${manager}. Nothing was done for whoever gave them.`,
      "Your PIN is not looked at any more until you set a new one under My profile. Signing in works as before.",
    ],
    facts: [["Locked", at]],
    action: { label: "Set a new PIN", link },
    closing: [`If you did not call, somebody else did in your name: tell ${manager}.`],
    footer: `Sent by Gatehouse for ${practice}.`,
  });
};
