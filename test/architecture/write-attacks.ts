import { writeFileSync } from "node:fs";
import { attacksPage } from "./attacks.ts";

writeFileSync("docs/attacks.md", attacksPage());
