import { safeReturnPath } from "./return-path.ts";

/** Where this installation lies. Everything comes from `<base href>`, so that the same files work under a stage's prefix. */

/** The base path without a trailing slash: "" at the root of a host, "/dev" under a stage. */
export const basePath: string = new URL(document.baseURI).pathname.replace(/\/[^/]*$/, "");

/** The absolute path of a page, for links that a person may open in another tab. */
export const hrefOf = (page: string): string => basePath + page;

/** Leaves for a page that the other bundle serves. */
export const leaveFor = (page: string): void => window.location.assign(hrefOf(page));

/** The page a person wanted before signing in, or the overview. */
export const returnPathOf = (wanted: string | null): string => safeReturnPath(wanted, basePath);

/** The page shown now, with its query, as `?return=` wants it. */
export const pageShownNow = (): string =>
  window.location.pathname.slice(basePath.length) + window.location.search || "/";
