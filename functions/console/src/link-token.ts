import { useEffect, useState } from "react";

/** What a mailed link opens; each kind is kept apart. */
type LinkKind = "invitation" | "reset" | "email" | "secret";

const storageKey = (kind: LinkKind) => `gatehouse.${kind}`;

/**
 * The token after `#` in the link. It is taken out of the address bar, so that no history, screenshot or shared screen
 * shows it, and kept for this tab only, so that a reload still works.
 */
export function takeLinkToken(kind: LinkKind): string {
  const fromLink = window.location.hash.slice(1);
  if (fromLink) {
    sessionStorage.setItem(storageKey(kind), fromLink);
    window.history.replaceState(null, "", window.location.pathname);
  }
  return sessionStorage.getItem(storageKey(kind)) ?? "";
}

/** Once used, a token is of no use to anybody. */
export const forgetLinkToken = (kind: LinkKind): void => sessionStorage.removeItem(storageKey(kind));

/** The token of the link, also when another link is pasted into the same tab. */
export function useLinkToken(kind: LinkKind): string {
  const [token, setToken] = useState(() => takeLinkToken(kind));
  useEffect(() => {
    const take = () => setToken(takeLinkToken(kind));
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, [kind]);
  return token;
}
