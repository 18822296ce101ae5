import { listenOnLoopback } from "../../tools/loopback-server.ts";
import { answerQuery, type QueryService } from "../query-protocol.ts";
import { publish } from "./operations/publish.ts";
import { type CaughtText, TextStore } from "./text-store.ts";

export type { CaughtText } from "./text-store.ts";

/** A running text catcher: it takes what the service would send to a phone, and sends nothing. */
export interface Sns {
  readonly url: string;
  /** Newest first. */
  texts(): CaughtText[];
  clear(): void;
  close(): Promise<void>;
}

/** Serves the publishing API on a free port of 127.0.0.1; `file` is a SQLite file, or `:memory:`. */
export async function startSns(options: { file: string }): Promise<Sns> {
  const store = new TextStore(options.file);
  const service: QueryService = {
    namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
    version: "2010-03-31",
    title: "text service",
    operations: new Map([["Publish", (form) => publish(form, store)]]),
  };
  const server = await listenOnLoopback(0, (request, response) => {
    void answerQuery(service, request, response);
  });
  return {
    url: server.url,
    texts: () => store.texts(),
    clear: () => store.clear(),
    close: async () => {
      await server.close();
      store.close();
    },
  };
}
