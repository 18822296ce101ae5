/**
 * Text as it is compared and sorted in lists: without case and accents.
 * Source: Unicode Standard Annex 15 (NFD) for accents; upper then lower case folds letters such as ß.
 */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
}

/** What a search looks through. */
export interface Searched {
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly providerNumber?: string | undefined;
}

const parts = (text: string | undefined) =>
  folded(text ?? "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * The words a user is found by: of his names, his username, his provider number and what stands before the @ of his
 * address, and the address whole. The address's domain is no word: it is everybody's.
 */
export function wordsOf({ firstName, lastName, email, username, providerNumber }: Searched): readonly string[] {
  const local = email?.split("@")[0];
  const words = [firstName, lastName, local, username, providerNumber].flatMap(parts);
  return [...new Set([...words, ...(email ? [folded(email)] : [])])];
}

/** The words of a search, longest first: what holds an @ is the beginning of an address. */
export function termsOf(search: string): readonly string[] {
  const typed = folded(search).split(/\s+/).filter(Boolean);
  const terms = typed.flatMap((word) => (word.includes("@") ? [word] : parts(word)));
  return [...new Set(terms)].sort((one, other) => other.length - one.length);
}

/** Whether each term begins a word of the user. */
export function isFound(user: Searched, terms: readonly string[]): boolean {
  const words = wordsOf(user);
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}

/** The first of the user's words, in order, that begins so: where a search by this term lists him, once. */
export function wordFoundBy(user: Searched, term: string): string | undefined {
  return wordsOf(user)
    .filter((word) => word.startsWith(term))
    .sort()[0];
}
