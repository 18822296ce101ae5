import type { IncomingMessage, ServerResponse } from "node:http";
import { decliningCard } from "./ledger.ts";
import type { StripeObject, StripeState } from "./state.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
const escaped = (text: unknown) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A page of the double, in place of those that Stripe hosts. */
const pageWith = (title: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem}
button{font:inherit;padding:.6rem 1rem;margin:.3rem .6rem .3rem 0;cursor:pointer}</style></head>
<body><main><h1>${title}</h1><p>This is the double of Stripe on this machine: no money moves.</p>${body}</main></body></html>`;

const cards = [
  ["4242", "Put the test card that ends in 4242 on file"],
  [decliningCard, `Put the test card that ends in ${decliningCard} on file, which is declined at every charge`],
] as const;

const cardForm = () =>
  `<form method="post">${cards
    .map(([last4, label]) => `<button name="card" value="${last4}">${label}</button>`)
    .join("<br>")}</form>`;

const invoiceText = ({ number, total, currency, status }: StripeObject) =>
  `<p>Invoice ${escaped(number)}: ${(Number(total) / 100).toFixed(2)} ${escaped(currency).toUpperCase()}, ${escaped(status)}.</p>`;

/** One request of a person's browser. */
export interface PageRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly form: URLSearchParams;
}

/** Answers what a person opens: the page on which a card is put on file, or an invoice. */
export function answerPage(state: StripeState, { request, response, path, form }: PageRequest): void {
  const [, , , id = ""] = path.split("/");
  const session = state.get(id, "checkout.session");
  response.setHeader("content-security-policy", policy);
  if (session && request.method === "POST") {
    putOnFile(state, session, form.get("card") === decliningCard ? decliningCard : "4242");
    return void response.writeHead(303, { location: String(session["success_url"]) }).end();
  }
  const invoice = state.all("invoice").find(({ number }) => number === id);
  const shown = session ? pageWith("Card", cardForm()) : invoice && pageWith("Invoice", invoiceText(invoice));
  const status = shown ? 200 : 404;
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(shown ?? pageWith("Nothing", "<p>There is nothing here.</p>"));
}

function putOnFile(state: StripeState, { customer }: StripeObject, last4: string): void {
  state.make("pm", "payment_method", { customer, card: { brand: "visa", last4 } });
}
