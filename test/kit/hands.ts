import type { Page } from "playwright-core";

/** What a person does with a page, by the names that he reads there. */
export function handsOn(page: Page) {
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  return {
    press,
    /** Presses a button of the dialog that is open. */
    confirm: (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click(),
    follow: (name: string) => page.getByRole("link", { name, exact: true }).click(),
    type: (label: string, text: string) => page.getByRole("textbox", { name: label }).fill(text),
    /** Waits until the page says so. */
    sees: (text: string | RegExp) => page.getByText(text).first().waitFor(),
  };
}
