/**
 * How long an AWS call may take, for every client: two tries of 1.5 s each, so that a hung endpoint becomes a clear
 * refusal instead of a function that dies. Source: RULINGS 23; without `throwOnRequestTimeout` the SDK only warns.
 */
export const deadlines = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
} as const;
