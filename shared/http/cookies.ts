import { browserDays } from "../domain/session-life.ts";

/** The two that prove something. The prefix makes browsers insist on Secure, Path=/ and no Domain. Source: RFC 6265bis section 4.1.3.2. */
export const cookieNames = { session: "__Host-gh", pending: "__Host-gh-pending" } as const;
export type CookieKind = keyof typeof cookieNames;

/** What a cookie names and proves: a row of a user, and the bearer secret whose hash the row holds. */
export interface Bearer {
  readonly practiceId: string;
  readonly userId: string;
  readonly rowId: string;
  readonly secret: string;
}

const attributes = "Path=/; Secure; HttpOnly; SameSite=Strict";

/** The Set-Cookie value that hands a bearer out; it ends with the browser's session. */
export function cookieOf(kind: CookieKind, bearer: Bearer): string {
  const value = [bearer.practiceId, bearer.userId, bearer.rowId, bearer.secret].join(".");
  return `${cookieNames[kind]}=${value}; ${attributes}`;
}

/** The Set-Cookie value that takes a cookie away. */
export function cookieGone(kind: CookieKind): string {
  return `${cookieNames[kind]}=; ${attributes}; Max-Age=0`;
}

/** Recognises a browser that signed in before; it opens nothing. */
const browserName = "__Host-gh-browser";

/** The Set-Cookie value that lets a browser be recognised for a year. */
export function browserCookie(browserId: string): string {
  return `${browserName}=${browserId}; ${attributes}; Max-Age=${browserDays * 86_400}`;
}

/** The browser's id in a Cookie header. */
export function browserIdIn(header: string | undefined): string | undefined {
  const value = onlyValueOf(browserName, header);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** The bearer in a Cookie header. */
export function bearerIn(kind: CookieKind, header: string | undefined): Bearer | undefined {
  const value = onlyValueOf(cookieNames[kind], header);
  const match = /^(prc_\w{26})\.(usr_\w{26})\.((?:ses|pnd)_\w{26})\.([\w-]{43})$/.exec(value ?? "");
  if (!match) return undefined;
  const [, practiceId = "", userId = "", rowId = "", secret = ""] = match;
  return { practiceId, userId, rowId, secret };
}

/** Two cookies of the same name are nobody's. */
function onlyValueOf(name: string, header: string | undefined): string | undefined {
  const values = (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
