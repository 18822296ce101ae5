import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { billingRoutes } from "../../shared/contract/billing.ts";
import { providerMessages } from "../../shared/contract/provider-messages.ts";
import { apiRoot } from "../../shared/contract/route.ts";
import { serve } from "../../shared/http/serve.ts";
import { addCard } from "./add-card.ts";
import { buyPlan } from "./buy-plan.ts";
import { getBilling } from "./get-billing.ts";
import { getPlan } from "./get-plan.ts";
import { listInvoices } from "./list-invoices.ts";
import { mailInvoice } from "./mail-invoice.ts";
import { payInvoice } from "./pay-invoice.ts";
import { quotePlan } from "./quote-plan.ts";
import { reducePlan } from "./reduce-plan.ts";
import { takeMessage } from "./take-message.ts";

const api = serve(billingRoutes, {
  getBilling,
  addCard,
  getPlan,
  quotePlan,
  buyPlan,
  reducePlan,
  listInvoices,
  payInvoice,
  mailInvoice,
});

/** People come by the contract's routes; the provider by its own door, which knows no session and wants a signature. */
export const handler = (event: APIGatewayProxyEvent, context: Context) =>
  event.resource === `${apiRoot}${providerMessages}` ? takeMessage(event, context) : api(event, context);
