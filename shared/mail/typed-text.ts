/**
 * Text that a person typed, made fit for a mail: one line, at most 64 characters, and nothing in it that a mail
 * program would turn into a link or a mail system would decode. Escaping for HTML is the `html` tag's work.
 */
export function typed(text: string, maxCharacters = 64): string {
  return isolated(withoutLinks(cut(oneLine(text), maxCharacters)));
}

/** A subject of at most 60 characters that ends in a typed name; the name gives way, never the words before it. */
export function subjectWith(words: string, name: string): string {
  const room = maxSubject - words.length;
  for (let length = room; length > 0; length--) {
    const shown = typed(name, length);
    if (shown.length <= room) return words + shown;
  }
  return words.trimEnd();
}

const maxSubject = 60;
/** Invisible, and forbids both a line break and an automatic link where it stands. */
const wordJoiner = "\u2060";

/** Controls, line separators and format characters go (those turn writing direction); the joiners that scripts need stay. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}

function cut(text: string, maxCharacters: number): string {
  const characters = [...text];
  if (characters.length <= maxCharacters) return text;
  const kept = characters.slice(0, maxCharacters - 1).join("");
  return `${kept.replace(/[\s,;:.&-]+$/, "")}…`;
}

/**
 * Mail programs link `scheme://`, `scheme:x`, `www.`, `name.tld` and `a@b` by themselves. The joiner stands on both sides
 * of each such sign: before, so that `www.` is not seen; after, so that what follows is no known top-level domain.
 * `=?` is broken as well: it begins an encoded word of a mail header (RFC 2047 §2).
 */
function withoutLinks(text: string): string {
  return text
    .replace(/(?<=\S)[.。．｡:@/](?=\S)/gu, `${wordJoiner}$&${wordJoiner}`)
    .replace(/=(?=\?)/g, `=${wordJoiner}`)
    .replace(/\u2060{2,}/g, wordJoiner);
}

/** A name written from right to left must not reorder the sentence around it (Unicode UAX 9: first strong isolate). */
function isolated(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(text) ? `\u2068${text}\u2069` : text;
}
