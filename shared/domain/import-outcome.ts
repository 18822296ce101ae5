/** What becomes of a row of an import: the letter by which it is kept, and the words that are shown. */
export const importOutcomes = {
  "to-invite": { letter: "w", title: "To invite" },
  invited: { letter: "i", title: "Invited" },
  "already-invited": { letter: "a", title: "Invited before" },
  "already-user": { letter: "u", title: "User already" },
  error: { letter: "e", title: "Error" },
} as const satisfies Record<string, { letter: string; title: string }>;

export type ImportOutcome = keyof typeof importOutcomes;
export const importOutcomeNames = Object.keys(importOutcomes) as [ImportOutcome, ...ImportOutcome[]];

/** One letter for each row, so that the progress of a thousand is one short attribute that one condition can watch. */
export const lettersOf = (outcomes: readonly ImportOutcome[]): string =>
  outcomes.map((outcome) => importOutcomes[outcome].letter).join("");

/** The outcomes that letters stand for. */
export const outcomesOf = (letters: string): ImportOutcome[] =>
  [...letters].map((letter) => importOutcomeNames.find((name) => importOutcomes[name].letter === letter) ?? "error");

/** How many rows there are of each outcome. */
export function countOutcomes(outcomes: readonly ImportOutcome[]): Record<ImportOutcome, number> {
  const of = (name: ImportOutcome) => outcomes.filter((outcome) => outcome === name).length;
  return Object.fromEntries(importOutcomeNames.map((name) => [name, of(name)])) as Record<ImportOutcome, number>;
}
