import { writeFileSync } from "node:fs";
import { attacksPage, claimsIn } from "./attacks.ts";
import { sourceFiles } from "./source-files.ts";

writeFileSync("docs/attacks.md", attacksPage(claimsIn(sourceFiles("test"))));
