/** What a call on a connection ends with that the other side had closed meanwhile. */
const cut: ReadonlySet<unknown> = new Set(["ECONNRESET", "EPIPE"]);

/**
 * Makes a call once more, at once, when its connection was cut before an answer: as a rule one that lay idle, such as every
 * one of a Lambda sandbox that was frozen, so that nothing has arrived. Where something had, the same letter is sent twice,
 * which harms nobody (SECURITY B9). All other faults are the outbox's, which comes back after a minute.
 */
export async function againWhenCut<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && cut.has(error.code))) throw error;
    return call();
  }
}
