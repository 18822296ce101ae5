/** Markup that may be put into a page as it is: made only by the `html` tag, so every value in it was escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a hole of the tag takes: text is escaped, markup and lists of it are kept. */
export type Hole = string | Html | readonly Html[];

/** Writes HTML with every text in a hole escaped, inside attributes in quotes as well as between tags. */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  return new Html(parts.reduce((written, part, index) => written + markupOf(holes[index - 1] ?? "") + part));
}

function markupOf(hole: Hole): string {
  if (typeof hole === "string") return escaped(hole);
  const pieces = hole instanceof Html ? [hole] : hole;
  if (pieces.some((piece) => !(piece instanceof Html))) throw new Error("only the html tag makes markup");
  return pieces.map(({ markup }) => markup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}
