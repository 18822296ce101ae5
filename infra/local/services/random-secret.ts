import { randomInt } from "node:crypto";
import type { Properties } from "../template/properties.ts";

const classes = [
  { letters: "abcdefghijklmnopqrstuvwxyz", excludedBy: "ExcludeLowercase" },
  { letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", excludedBy: "ExcludeUppercase" },
  { letters: "0123456789", excludedBy: "ExcludeNumbers" },
  { letters: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", excludedBy: "ExcludePunctuation" },
] as const;

const pick = (letters: string): string => letters[randomInt(letters.length)] ?? "";

function shuffled(letters: readonly string[]): string {
  return letters
    .map((letter) => ({ letter, at: randomInt(2 ** 40) }))
    .sort((left, right) => left.at - right.at)
    .map(({ letter }) => letter)
    .join("");
}

/**
 * A secret as CloudFormation's GenerateSecretString asks for it.
 * @returns the random string, or the JSON of SecretStringTemplate with it under GenerateStringKey
 */
export function randomSecret(wish: Properties): string {
  const excluded = wish.optionalString("ExcludeCharacters") ?? "";
  const allowed = classes
    .filter(({ excludedBy }) => !wish.flag(excludedBy))
    .map(({ letters }) => [...letters].filter((letter) => !excluded.includes(letter)).join(""))
    .concat(wish.flag("IncludeSpace") ? [" "] : [])
    .filter((letters) => letters.length > 0);
  const length = wish.number("PasswordLength", 32);
  const oneOfEach =
    wish.has("RequireEachIncludedType") && !wish.flag("RequireEachIncludedType") ? [] : allowed.map(pick);
  const rest = Array.from({ length: Math.max(0, length - oneOfEach.length) }, () => pick(allowed.join("")));
  const secret = shuffled([...oneOfEach, ...rest].slice(0, length));
  const key = wish.optionalString("GenerateStringKey");
  return key ? JSON.stringify({ ...JSON.parse(wish.string("SecretStringTemplate")), [key]: secret }) : secret;
}
