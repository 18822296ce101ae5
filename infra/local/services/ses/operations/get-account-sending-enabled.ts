/** Sending is always on here. */
export function getAccountSendingEnabled(): Readonly<Record<string, string>> {
  return { Enabled: "true" };
}
