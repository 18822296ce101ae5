import { secretHash } from "../../shared/secrets/codes.ts";

/**
 * What stands for a browser in the rows of one user; two users of one browser have nothing in common.
 * Not keyed: 256 random bits need no key, and a new key would make every browser a stranger.
 */
export function browserHash(userId: string, browserId: string): string {
  return secretHash(`${userId}.${browserId}`);
}

/** The name of a browser's counter: enough of its hash to tell the browsers of one user apart, in rows that stay small. */
export const counterOf = (hash: string): string => hash.slice(0, 16);
