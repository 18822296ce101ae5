import { listenOnLoopback } from "../../tools/loopback-server.ts";
import { answerQuery } from "../query-protocol.ts";
import { sesOver } from "./endpoint.ts";
import { MailStore, type Message } from "./mail-store.ts";
import { type EventDestination, eventsOf, type Taken } from "./sending-events.ts";

function publish(taken: Taken, destinations: readonly EventDestination[]): void {
  const own = destinations.filter(({ configurationSet }) => configurationSet === taken.configurationSet);
  for (const { type, event } of eventsOf(taken, new Date()))
    for (const { types, put } of own) if (types.includes(type)) put(event);
}

export type { Message } from "./mail-store.ts";

/** A running mail catcher: it takes what the service would take, and sends nothing. */
export interface Ses {
  readonly url: string;
  /** An address, or a domain with its subdomains; to be called at every start. */
  verifyIdentity(identity: string): void;
  createConfigurationSet(name: string): void;
  addEventDestination(destination: EventDestination): void;
  /** Newest first. */
  messages(): Message[];
  clear(): void;
  close(): Promise<void>;
}

/** Serves the sending API on a free port of 127.0.0.1; `file` is a SQLite file, or `:memory:`. */
export async function startSes(options: { file: string }): Promise<Ses> {
  const store = new MailStore(options.file);
  const sending = { identities: new Set<string>(), configurationSets: new Set<string>() };
  const destinations: EventDestination[] = [];
  // After the answer, as on AWS: whoever sends does not know yet.
  const tell = (taken: Taken) => void setImmediate(() => publish(taken, destinations));
  const service = sesOver({ store, sending, tell });
  const server = await listenOnLoopback(0, (request, response) => {
    void answerQuery(service, request, response);
  });
  return {
    url: server.url,
    verifyIdentity: (identity) => void sending.identities.add(identity.toLowerCase()),
    createConfigurationSet: (name) => void sending.configurationSets.add(name),
    addEventDestination: (destination) => void destinations.push(destination),
    messages: () => store.messages(),
    clear: () => store.clear(),
    close: async () => {
      await server.close();
      store.close();
    },
  };
}
