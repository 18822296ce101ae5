const storageKey = "gatehouse.wanted-page";

/**
 * The page a person wanted before signing in, kept in the tab until somebody is in: a forgotten password on the way must not
 * lose it.
 * @param named what this address says, or null where it says nothing
 */
export function keptWantedPage(named: string | null): string | null {
  if (named) sessionStorage.setItem(storageKey, named);
  return named ?? sessionStorage.getItem(storageKey);
}

/** To be called once somebody is in. */
export const forgetWantedPage = (): void => sessionStorage.removeItem(storageKey);
