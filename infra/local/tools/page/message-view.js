import { byId, element } from "./element.js";
import { linksIn } from "./links.js";
import { timeOf } from "./message-list.js";

let chosenTab = "HTML";

/** Shows one message, or the hint when there is none. */
export function showMessage(message) {
  const place = byId("message");
  byId("columns").classList.toggle("reading", message !== undefined);
  if (!message) {
    place.replaceChildren(element("p", { class: "hint" }, "Choose a message."));
    return;
  }
  const back = element("a", { href: "#", class: "back" }, "← All messages");
  const facts = element(
    "dl",
    {},
    ...fact("From", message.from),
    ...fact("To", message.to.join(", ")),
    ...fact("Sent", timeOf(message)),
  );
  place.replaceChildren(
    back,
    element("h2", {}, message.subject || "(no subject)"),
    facts,
    links(message),
    tabs(message),
  );
}

function fact(name, value) {
  return [element("dt", {}, name), element("dd", {}, value)];
}

function links(message) {
  const found = linksIn(message);
  const buttons = found.map(({ href, label }) => {
    const attributes = { href, class: "button", target: "_blank", rel: "noopener noreferrer", title: href };
    return element("li", {}, element("a", attributes, label));
  });
  return element("ul", { class: "links", "aria-label": "Links in this message" }, ...buttons);
}

function tabs(message) {
  const panels = [
    { name: "HTML", content: message.html ? htmlFrame(message) : missing("HTML") },
    { name: "Text", content: message.text ? element("pre", { tabindex: "0" }, message.text) : missing("text") },
  ];
  const buttons = panels.map(({ name }) => {
    const id = name.toLowerCase();
    return element("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}` }, name);
  });
  const sections = panels.map(({ name, content }) => {
    const id = name.toLowerCase();
    return element("section", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}` }, content);
  });
  let current = "";
  const show = (name) => {
    current = name;
    panels.forEach((panel, position) => {
      const isChosen = panel.name === name;
      buttons[position].setAttribute("aria-selected", String(isChosen));
      buttons[position].tabIndex = isChosen ? 0 : -1;
      sections[position].hidden = !isChosen;
    });
  };
  const choose = (name) => {
    chosenTab = name;
    show(name);
  };
  for (const button of buttons) button.addEventListener("click", () => choose(button.textContent));
  const bar = element("div", { role: "tablist", "aria-label": "Parts of this message" }, ...buttons);
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = buttons.find((button) => button.textContent !== current);
    choose(other.textContent);
    other.focus();
  });
  show(message.html ? chosenTab : "Text");
  return element("div", { class: "parts" }, bar, ...sections);
}

// No scripts, no forms, no origin: a mail may only be looked at. Its links open in a tab of their own.
function htmlFrame(message) {
  const sandbox = "allow-popups allow-popups-to-escape-sandbox";
  const frame = element("iframe", { title: "The message as HTML", sandbox, referrerpolicy: "no-referrer" });
  frame.srcdoc = `<base target="_blank">${message.html}`;
  return frame;
}

function missing(part) {
  return element("p", { class: "hint" }, `This message has no ${part} part.`);
}
