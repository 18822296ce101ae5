/** How the console looks: as the system says, or as the person chose on this browser. */
export const appearances = { system: "As the system", light: "Light", dark: "Dark" } as const;
export type Appearance = keyof typeof appearances;

const storageKey = "gatehouse.appearance";
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

export function chosenAppearance(): Appearance {
  const stored = localStorage.getItem(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function chooseAppearance(appearance: Appearance): void {
  localStorage.setItem(storageKey, appearance);
  showAppearance();
}

/** Puts the choice into the page: an attribute for our own styles, a class on the body for Cloudscape's. */
function showAppearance(): void {
  const appearance = chosenAppearance();
  document.documentElement.dataset["appearance"] = appearance;
  const isDark = appearance === "dark" || (appearance === "system" && prefersDark.matches);
  document.body.classList.toggle("awsui-dark-mode", isDark);
}

/** Shows the choice now and follows the system and the other tabs from here on. */
export function followAppearance(): void {
  showAppearance();
  prefersDark.addEventListener("change", showAppearance);
  window.addEventListener("storage", (event) => event.key === storageKey && showAppearance());
}
