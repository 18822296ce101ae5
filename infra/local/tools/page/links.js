const inText = /https?:\/\/[^\s<>"')\]]+/g;

/**
 * The links of a mail, each address once, with the words it is written with.
 * @returns {{ href: string, label: string }[]}
 */
export function linksIn(message) {
  const found = new Map();
  const parsed = new DOMParser().parseFromString(message.html, "text/html");
  for (const anchor of parsed.querySelectorAll("a[href]")) {
    const href = anchor.getAttribute("href") ?? "";
    if (/^https?:/i.test(href)) keep(found, href, anchor.textContent?.trim() ?? "");
  }
  for (const [href] of message.text.matchAll(inText)) keep(found, href.replace(/[.,;:!?]+$/, ""), "");
  return [...found].map(([href, label]) => ({ href, label: label || href }));
}

// A link that stands in clear under its button says nothing new: the first real words win.
function keep(found, href, words) {
  const label = words === href ? "" : words;
  if (!found.get(href)) found.set(href, label);
}
