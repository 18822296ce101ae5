import { listenOnLoopback } from "../../tools/loopback-server.ts";
import { answerQuery } from "../query-protocol.ts";
import { sesOver } from "./endpoint.ts";
import { MailStore, type Message } from "./mail-store.ts";

export type { Message } from "./mail-store.ts";

/** A running mail catcher: it takes what the service would take, and sends nothing. */
export interface Ses {
  readonly url: string;
  /** An address, or a domain with its subdomains; to be called at every start. */
  verifyIdentity(identity: string): void;
  createConfigurationSet(name: string): void;
  /** Newest first. */
  messages(): Message[];
  clear(): void;
  close(): Promise<void>;
}

/** Serves the sending API on a free port of 127.0.0.1; `file` is a SQLite file, or `:memory:`. */
export async function startSes(options: { file: string }): Promise<Ses> {
  const store = new MailStore(options.file);
  const sending = { identities: new Set<string>(), configurationSets: new Set<string>() };
  const service = sesOver({ store, sending });
  const server = await listenOnLoopback(0, (request, response) => {
    void answerQuery(service, request, response);
  });
  return {
    url: server.url,
    verifyIdentity: (identity) => void sending.identities.add(identity.toLowerCase()),
    createConfigurationSet: (name) => void sending.configurationSets.add(name),
    messages: () => store.messages(),
    clear: () => store.clear(),
    close: async () => {
      await server.close();
      store.close();
    },
  };
}
