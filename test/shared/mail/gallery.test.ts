import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { letterNames } from "../../../shared/mail/letters.ts";
import { galleryPage } from "./gallery.ts";

test("the gallery in the documents shows every letter as it is: node test/shared/mail/write-gallery.ts writes it", () => {
  const page = galleryPage();
  expect(letterNames.filter((name) => !page.includes(`## ${name}\n`))).toEqual([]);
  expect(readFileSync("docs/letters.md", "utf8")).toBe(page);
});
