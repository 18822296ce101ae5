/** What buying plans and paying invoices may be refused with; part of the one table of refusals. */
export const billingRefusals = {
  "payments.off": {
    status: 404,
    message: "This installation takes no payments. Use everything without them: no plan is needed.",
  },
  "payments.down": {
    status: 503,
    message: "The payment provider does not answer. Try again in a moment: nothing is bought or paid twice.",
  },
  "plan.no-card": { status: 409, message: "There is no card on file. Open Plans and seats, add one, then try again." },
  "plan.card-refused": { status: 409, message: "The card was refused and nothing was bought. Use another card." },
  "plan.for-patients": {
    status: 409,
    message: "Patients have no plan: nothing is ever bought for them. Choose another user.",
  },
  "plan.payer-is-covered": {
    status: 409,
    message: "Somebody else pays for your plan, so you cannot pay for others. Ask that person.",
  },
  "plan.paid-by-another": { status: 409, message: "Somebody else pays for this user's plan. Ask that person." },
  "plan.nothing-to-add": {
    status: 409,
    message: "There is nothing more to add: the user has this plan or a larger one. Choose another user.",
  },
  "plan.nothing-to-reduce": {
    status: 409,
    message: "The user has no larger plan that this could replace. Load it again.",
  },
  "plan.busy": {
    status: 409,
    message: "Another purchase for this user is under way. Try again in a moment with what was chosen first.",
  },
  "plan.price-changed": { status: 409, message: "The price has changed and nothing was bought. Confirm the new one." },
  "invoice.not-found": { status: 404, message: "You have no such invoice. Load the list again." },
  "invoice.not-open": { status: 409, message: "This invoice is not open. Load the list again." },
} as const;
