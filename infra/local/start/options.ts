import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { KnownFault } from "../known-fault.ts";

/** How `npm start` was asked to start. */
export interface StartOptions {
  readonly reset: boolean;
  readonly json: boolean;
  readonly underStage: boolean;
  readonly port: number;
  readonly folder: string;
  readonly withDemo: boolean;
  readonly help: boolean;
}

/** What `--help` prints. */
export const usage = `npm start [-- options]
  --reset        begin with empty state
  --port N       console and API on port N (4000), mailbox and SFTP on the next two; busy ones are passed over
  --prefix       serve under /<stage>, as the API's own address on AWS does
  --state DIR    keep state in DIR (.local/state)
  --no-demo      no demo data in fresh state
  --json         print the addresses as one line of JSON`;

/** @throws KnownFault for an option that is none */
export function readOptions(words: readonly string[]): StartOptions {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        reset: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        prefix: { type: "boolean", default: false },
        port: { type: "string", default: "4000" },
        state: { type: "string", default: ".local/state" },
        "no-demo": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const { reset, json, prefix: underStage, help } = values;
    const port = Number(values.port);
    if (!(Number.isInteger(port) && port >= 0 && port < 65_534))
      throw new KnownFault(`--port ${values.port} is no port`);
    return { reset, json, underStage, port, help, folder: resolve(values.state), withDemo: !values["no-demo"] };
  } catch (error) {
    if (error instanceof TypeError) throw new KnownFault(`${error.message}\n${usage}`);
    throw error;
  }
}
