/**
 * Log lines that a metric counts and an alarm rings for: what the function prints and what the filter looks for is one
 * constant sentence. They carry nothing that a person typed, and no address.
 */
export const alarmLines = {
  spraying: "sign-ins of many accounts fail from one address",
} as const;
