/**
 * Makes an element; texts become text nodes, so that nothing of a mail is ever read as markup here.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The element of mailbox.html with this id. */
export function byId(id) {
  return document.getElementById(id);
}
