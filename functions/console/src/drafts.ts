const prefix = "gatehouse.draft.";

/** What a tab keeps of forms that were not sent. It goes with the tab, and with a sign-out. */
export function readDraft(name: string): unknown {
  const text = sessionStorage.getItem(prefix + name);
  return text === null ? undefined : JSON.parse(text);
}

export const writeDraft = (name: string, value: unknown): void =>
  sessionStorage.setItem(prefix + name, JSON.stringify(value));

/** Forgets one draft, or all of them. */
export function dropDrafts(name = ""): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix + name)) sessionStorage.removeItem(key);
}
