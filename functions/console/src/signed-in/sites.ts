import type * as z from "zod/mini";
import type { SiteView } from "../../../../shared/contract/sites.ts";

/** A site of the practice, as it was read. */
export type Site = z.output<typeof SiteView>;
export const sitesKey = ["sites"] as const;
