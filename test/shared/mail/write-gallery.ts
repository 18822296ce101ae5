import { writeFileSync } from "node:fs";
import { galleryPage } from "./gallery.ts";

writeFileSync("docs/letters.md", galleryPage());
