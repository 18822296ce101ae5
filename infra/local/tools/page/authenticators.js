import { byId, element } from "./element.js";

const stepSeconds = 30;
let shown = "";

/** Shows the live codes; rebuilt only when one changed, so that the focus stays. */
export function showCodes(codes) {
  const next = JSON.stringify(codes);
  if (next === shown) return;
  shown = next;
  const entries = codes.map(({ label, code }) => {
    const copy = element("button", { type: "button", "aria-label": `Copy the code of ${label}` }, "Copy");
    copy.addEventListener("click", () => copyCode(copy, code));
    return element("li", {}, element("span", { class: "account" }, label), element("code", {}, code), copy);
  });
  const none = element("li", { class: "hint" }, "No account has an authenticator yet.");
  byId("codes").replaceChildren(...(entries.length > 0 ? entries : [none]));
}

/** Shows how long the codes still hold; true at the moment new ones begin. */
export function showTimeLeft() {
  const left = stepSeconds - (Math.floor(Date.now() / 1000) % stepSeconds);
  byId("time-left").value = left;
  byId("seconds-left").textContent = `${left} s left.`;
  return left === stepSeconds;
}

async function copyCode(button, code) {
  await navigator.clipboard.writeText(code);
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = "Copy";
  }, 1500);
}
