const storageKey = "gatehouse.invitation";

/**
 * The token after `#` in the link. It is taken out of the address bar, so that no history, screenshot or shared screen
 * shows it, and kept for this tab only, so that a reload still works.
 */
export function takeInvitationToken(): string {
  const fromLink = window.location.hash.slice(1);
  if (fromLink) {
    sessionStorage.setItem(storageKey, fromLink);
    window.history.replaceState(null, "", window.location.pathname);
  }
  return sessionStorage.getItem(storageKey) ?? "";
}

/** Once used, a token is of no use to anybody. */
export const forgetInvitationToken = (): void => sessionStorage.removeItem(storageKey);
