declare const verified: unique symbol;

/**
 * A practice that the work at hand has been proven to belong to. Data functions take it first and build their keys from it.
 * Made only by the session check, the verified link of an invitation, the sign-in look-up, the triggers and the mailer.
 */
export type PracticeScope = { readonly practiceId: string; readonly [verified]: true };

/** Declares that `practiceId` came from a verified session, token or reservation, never from a caller's body. */
export function scopeOf(practiceId: string): PracticeScope {
  return { practiceId } as PracticeScope;
}
