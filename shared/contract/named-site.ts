import * as z from "zod/mini";

/** A site as somebody works at it or chooses it. */
export const NamedSite = z.object({ siteId: z.string(), name: z.string() });
