/** For `expect.poll`: how long a list may be behind the rows it follows. */
export const listed = { timeout: 30_000, interval: 100 } as const;
