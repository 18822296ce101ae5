/** Where the payment provider's messages arrive, below `/api/v1`: no route of ours, since their form is the provider's. */
export const providerMessages = "/billing/messages";
