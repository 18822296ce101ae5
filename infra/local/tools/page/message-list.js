import { byId, element } from "./element.js";

const sameDay = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const otherDay = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A mail's time as the reader's clock has it. */
export function timeOf(message) {
  const at = new Date(message.at);
  const isToday = at.toDateString() === new Date().toDateString();
  return (isToday ? sameDay : otherDay).format(at);
}

/** Shows the list; the focus stays on the message it was on. */
export function showList(messages, chosenId) {
  const list = byId("messages");
  const focused = list.contains(document.activeElement) ? document.activeElement.getAttribute("href") : undefined;
  list.replaceChildren(...messages.map((message) => entry(message, chosenId)));
  byId("empty").hidden = messages.length > 0;
  if (focused) list.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

/** Marks which message is shown. */
export function markChosen(chosenId) {
  for (const link of byId("messages").querySelectorAll("a")) {
    if (link.getAttribute("href") === `#${chosenId}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function entry(message, chosenId) {
  const attributes = { href: `#${message.id}` };
  if (message.id === chosenId) attributes["aria-current"] = "true";
  const first = element(
    "span",
    { class: "line" },
    element("span", { class: "to" }, message.to.join(", ")),
    element("time", { datetime: message.at }, timeOf(message)),
  );
  const subject = element("span", { class: "subject" }, message.subject || "(no subject)");
  return element("li", {}, element("a", attributes, subject, first));
}
