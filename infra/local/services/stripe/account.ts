import { randomBytes } from "node:crypto";
import { openDatabase, type StateFolder } from "../../state/database.ts";
import { Messenger } from "./messenger.ts";
import { type StripeDouble, startStripe } from "./server.ts";
import type { StripePrice } from "./state.ts";

/** The account at Stripe of whoever runs the stacks here: kept over restarts, as the stacks' own data are. */
export interface StripeAccount extends Pick<StripeDouble, "url" | "close"> {
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** What an operator enters in Stripe's dashboard: where its messages are wanted. */
  wantMessages(url: string): void;
}

/** What an operator sets up there (docs/deploy.md names the keys); the amounts are an example. */
const prices: readonly StripePrice[] = [
  { lookup_key: "gatehouse_paid_monthly", unit_amount: 2900, interval: "month" },
  { lookup_key: "gatehouse_paid_yearly", unit_amount: 29_000, interval: "year" },
  { lookup_key: "gatehouse_paid-plug-in_monthly", unit_amount: 4900, interval: "month" },
  { lookup_key: "gatehouse_paid-plug-in_yearly", unit_amount: 49_000, interval: "year" },
];

/** Opens the account with what the state folder holds of it. */
export async function openStripeAccount(folder: StateFolder): Promise<StripeAccount> {
  const database = openDatabase(folder, "stripe");
  database.exec("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT)");
  const read = (name: string) => database.prepare("SELECT value FROM kept WHERE name = ?").get(name)?.["value"];
  const write = (name: string, value: string) =>
    void database.prepare("INSERT OR REPLACE INTO kept VALUES (?, ?)").run(name, value);
  const own = (name: string, how: () => string): string => {
    const known = read(name);
    if (typeof known === "string") return known;
    const made = how();
    write(name, made);
    return made;
  };
  const apiKey = own("apiKey", () => `rk_test_${randomBytes(24).toString("hex")}`);
  const webhookSecret = own("webhookSecret", () => `whsec_${randomBytes(24).toString("hex")}`);
  const kept = read("state");
  const double = await startStripe({
    ...{ apiKey, webhookSecret, prices },
    ...(typeof kept === "string" ? { kept } : {}),
    onChange: (text) => write("state", text),
  });
  const messenger = new Messenger(double.signed);
  double.state.onEvent = (event) => void messenger.send(event);
  return {
    ...{ url: double.url, apiKey, webhookSecret },
    wantMessages: (url) => {
      messenger.url = url;
    },
    close: async () => {
      messenger.stop();
      await double.close();
      database.close();
    },
  };
}
