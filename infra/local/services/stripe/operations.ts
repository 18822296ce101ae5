import { addPeriod, asText, itemOf, pay, type Run, StripeFault, theOne } from "./ledger.ts";

export { StripeFault } from "./ledger.ts";

/** What Stripe answers with a list. */
const list = (data: readonly unknown[]) => ({ object: "list", data, has_more: false });
const newest = <T>(all: readonly T[]): T[] => [...all].reverse();

const subscribe: Run = ({ state, form, now }) => {
  const price = theOne(state, "price", form.get("items[0][price]"));
  const customer = theOne(state, "customer", form.get("customer"));
  const method = theOne(state, "payment_method", form.get("default_payment_method"));
  if (method["customer"] !== customer.id)
    throw new StripeFault(400, "invalid_request_error", "not this customer's card");
  pay(state, method.id);
  const metadata = Object.fromEntries(
    [...form].flatMap(([name, value]) => (name.startsWith("metadata[") ? [[name.slice(9, -1), value]] : [])),
  );
  const item = state.make("si", "subscription_item", {
    price,
    current_period_start: now,
    current_period_end: addPeriod(now, price),
  });
  const made = state.make("sub", "subscription", {
    customer: customer.id,
    status: "active",
    cancel_at_period_end: false,
    metadata,
    items: list([item]),
    schedule: null,
    default_payment_method: method.id,
  });
  state.tell("customer.subscription.created", made);
  bill(state, made, Number(price["unit_amount"]));
  return made;
};

const bill = (state: Parameters<Run>[0]["state"], subscription: { id: string }, total: number) => {
  const number = `GH-${String(state.all("invoice").length + 1).padStart(4, "0")}`;
  const invoice = state.make("in", "invoice", {
    customer: (subscription as Record<string, unknown>)["customer"],
    number,
    status: "paid",
    total,
    currency: "usd",
    hosted_invoice_url: `${state.pages}/pages/invoice/${number}`,
    parent: { type: "subscription_details", subscription_details: { subscription: subscription.id } },
  });
  state.tell("invoice.paid", invoice);
};

/** What is left of the paid period is taken off the new price, to the day. */
const prorated: Run = ({ state, form }) => {
  const subscription = theOne(state, "subscription", form.get("subscription") ?? form.get("id"));
  const given = (name: string) => form.get(`subscription_details[${name}]`) ?? form.get(name);
  const price = theOne(
    state,
    "price",
    form.get("subscription_details[items][0][price]") ?? form.get("items[0][price]"),
  );
  const item = itemOf(subscription);
  const [from, until] = [Number(item["current_period_start"]), Number(item["current_period_end"])];
  const at = Number(given("proration_date"));
  if (at < from || at > until)
    throw new StripeFault(400, "invalid_request_error", "proration_date must lie within the current period");
  const before = item["price"] as Record<string, unknown>;
  const left = (until - at) / (until - from);
  const isSamePeriod = asText(before["recurring"]) === asText(price["recurring"]);
  const full = Number(price["unit_amount"]) * (isSamePeriod ? left : 1);
  return { object: "invoice", amount_due: Math.round(full - Number(before["unit_amount"]) * left), currency: "usd" };
};

const changeSubscription: Run = (asked) => {
  const { state, form, id, now } = asked;
  const subscription = theOne(state, "subscription", id);
  if (form.has("cancel_at_period_end"))
    subscription["cancel_at_period_end"] = form.get("cancel_at_period_end") === "true";
  const priceId = form.get("items[0][price]");
  if (priceId !== null) {
    const price = theOne(state, "price", priceId);
    const item = itemOf(subscription);
    if (form.get("items[0][id]") !== item.id) throw new StripeFault(400, "invalid_request_error", "no such item");
    form.set("id", subscription.id);
    const { amount_due } = prorated(asked) as { amount_due: number };
    const method = form.get("default_payment_method") ?? subscription["default_payment_method"];
    pay(state, method);
    subscription["default_payment_method"] = method;
    const isSamePeriod = asText((item["price"] as Record<string, unknown>)["recurring"]) === asText(price["recurring"]);
    if (!isSamePeriod) Object.assign(item, { current_period_start: now, current_period_end: addPeriod(now, price) });
    item["price"] = price;
    bill(state, subscription, amount_due);
  }
  state.tell("customer.subscription.updated", subscription);
  return subscription;
};

const beginSchedule: Run = ({ state, form }) => {
  const subscription = theOne(state, "subscription", form.get("from_subscription"));
  if (subscription["schedule"]) throw new StripeFault(400, "invalid_request_error", "it has a schedule");
  const item = itemOf(subscription);
  const phase = {
    start_date: item["current_period_start"],
    end_date: item["current_period_end"],
    items: [{ price: (item["price"] as { id: string }).id }],
  };
  const made = state.make("sub_sched", "subscription_schedule", { subscription: subscription.id, phases: [phase] });
  subscription["schedule"] = made.id;
  return made;
};

const planSchedule: Run = ({ state, form, id }) => {
  const schedule = theOne(state, "subscription_schedule", id);
  const price = theOne(state, "price", form.get("phases[1][items][0][price]"));
  const phases = schedule["phases"] as Record<string, unknown>[];
  schedule["phases"] = [phases[0], { start_date: phases[0]?.["end_date"], items: [{ price: price.id }] }];
  return schedule;
};

const releaseSchedule: Run = ({ state, id }) => {
  const schedule = theOne(state, "subscription_schedule", id);
  theOne(state, "subscription", String(schedule["subscription"]))["schedule"] = null;
  return schedule;
};

const payInvoice: Run = ({ state, form, id }) => {
  const invoice = theOne(state, "invoice", id);
  if (invoice["status"] !== "open") throw new StripeFault(400, "invalid_request_error", "invoice is not open");
  pay(state, form.get("payment_method"));
  invoice["status"] = "paid";
  state.tell("invoice.paid", invoice);
  return invoice;
};

const cardPage: Run = ({ state, form }) => {
  const customer = theOne(state, "customer", form.get("customer"));
  const [success_url, cancel_url] = [form.get("success_url"), form.get("cancel_url")];
  const session = state.make("cs", "checkout.session", {
    mode: "setup",
    customer: customer.id,
    success_url,
    cancel_url,
  });
  session["url"] = `${state.pages}/pages/card/${session.id}`;
  return session;
};

const prices: Run = ({ state, form }) => {
  const keys = [...form].filter(([name]) => name.startsWith("lookup_keys[")).map(([, value]) => value);
  return list(state.all("price").filter((price) => price["active"] && keys.includes(String(price["lookup_key"]))));
};

const table: readonly (readonly [method: string, path: RegExp, run: Run])[] = [
  ["GET", /^\/v1\/prices$/, prices],
  [
    "POST",
    /^\/v1\/customers$/,
    ({ state, form }) => state.make("cus", "customer", { name: form.get("name"), email: form.get("email") }),
  ],
  [
    "GET",
    /^\/v1\/customers\/(\w+)\/payment_methods$/,
    ({ state, id }) =>
      list(
        newest(state.all("payment_method"))
          .filter((each) => each["customer"] === id)
          .slice(0, 1),
      ),
  ],
  ["POST", /^\/v1\/checkout\/sessions$/, cardPage],
  ["POST", /^\/v1\/subscriptions$/, subscribe],
  ["GET", /^\/v1\/subscriptions\/(\w+)$/, ({ state, id }) => theOne(state, "subscription", id)],
  ["POST", /^\/v1\/subscriptions\/(\w+)$/, changeSubscription],
  ["POST", /^\/v1\/invoices\/create_preview$/, prorated],
  ["POST", /^\/v1\/subscription_schedules$/, beginSchedule],
  ["GET", /^\/v1\/subscription_schedules\/(\w+)$/, ({ state, id }) => theOne(state, "subscription_schedule", id)],
  ["POST", /^\/v1\/subscription_schedules\/(\w+)$/, planSchedule],
  ["POST", /^\/v1\/subscription_schedules\/(\w+)\/release$/, releaseSchedule],
  [
    "GET",
    /^\/v1\/invoices$/,
    ({ state, form }) => list(newest(state.all("invoice")).filter((each) => each["customer"] === form.get("customer"))),
  ],
  ["GET", /^\/v1\/invoices\/(\w+)$/, ({ state, id }) => theOne(state, "invoice", id)],
  ["POST", /^\/v1\/invoices\/(\w+)\/pay$/, payInvoice],
];

/** The operation of a request with the id in its path. */
export function operationFor(method: string, path: string): { run: Run; id: string | undefined } | undefined {
  for (const [verb, pattern, run] of table) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return { run, id: match[1] };
  }
  return undefined;
}
