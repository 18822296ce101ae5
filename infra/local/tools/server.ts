import type { Cognito } from "../services/cognito/server.ts";
import type { Ses } from "../services/ses/server.ts";
import type { Sns } from "../services/sns/server.ts";
import { answerRequest } from "./endpoint.ts";
import { listenOnLoopback } from "./loopback-server.ts";
import { loadPage } from "./page.ts";

/** What the tools show and move. */
export interface ToolsOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly ses: Pick<Ses, "messages" | "clear">;
  readonly sns: Pick<Sns, "texts" | "clear">;
  readonly cognito: Pick<Cognito, "calls" | "resetCalls" | "authenticators">;
  /** Shifts the clock that functions see; for seeding states that need time. */
  readonly setClockOffset: (seconds: number) => void;
  /** Where the application is, for the page's link to it. */
  readonly baseUrl: () => string;
}

/** Serves the mailbox page and the tools' JSON on 127.0.0.1. Rejects with EADDRINUSE when the port is taken. */
export function startTools(options: ToolsOptions): Promise<{ url: string; close(): Promise<void> }> {
  const page = loadPage();
  return listenOnLoopback(options.port, (request, response) => {
    void answerRequest({ request, response }, options, page);
  });
}
