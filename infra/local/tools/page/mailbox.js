import { showCodes, showTimeLeft } from "./authenticators.js";
import { byId } from "./element.js";
import { markChosen, showList } from "./message-list.js";
import { showMessage } from "./message-view.js";

const refreshMs = 2000;
let messages = [];
let shownIds = "none yet";
let shownMessage = "none yet";

function chosenId() {
  return location.hash.slice(1);
}

async function load(path) {
  const response = await fetch(path, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

function show() {
  const ids = messages.map((message) => message.id).join();
  if (ids !== shownIds) showList(messages, chosenId());
  shownIds = ids;
  if (chosenId() === shownMessage) return;
  const chosen = messages.find((message) => message.id === chosenId());
  shownMessage = chosen ? chosen.id : "";
  markChosen(shownMessage);
  showMessage(chosen);
}

async function refresh() {
  try {
    messages = await load("/api/messages");
    say(`${messages.length} ${messages.length === 1 ? "message" : "messages"}`);
    show();
    showCodes(await load("/api/authenticators"));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say("Not reachable; trying again.");
  }
}

// Only a change is announced to a screen reader.
function say(text) {
  const status = byId("status");
  if (status.textContent !== text) status.textContent = text;
}

async function refreshForEver() {
  if (!document.hidden) await refresh();
  setTimeout(refreshForEver, refreshMs);
}

byId("delete-all").addEventListener("click", async () => {
  if (!confirm("Delete all messages?")) return;
  await fetch("/api/messages", { method: "DELETE" });
  history.replaceState(null, "", "#");
  shownMessage = "none yet";
  await refresh();
});
addEventListener("hashchange", () => {
  show();
  byId("message").focus({ preventScroll: true });
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void refresh();
});
setInterval(() => {
  if (showTimeLeft()) void refresh();
}, 1000);
byId("authenticators").open = matchMedia("(min-width: 1100px)").matches;
showTimeLeft();
void refreshForEver();
