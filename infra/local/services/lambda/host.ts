import { KnownFault } from "../../known-fault.ts";
import type { FunctionSettings } from "./function.ts";
import type { FunctionLog } from "./log.ts";
import { Sandbox } from "./sandbox.ts";
import { Turns } from "./turns.ts";

/** A service of AWS that may call a function, as a Lambda permission names it. */
export type Caller =
  | "apigateway.amazonaws.com"
  | "cognito-idp.amazonaws.com"
  | "events.amazonaws.com"
  | "logs.amazonaws.com"
  | "transfer.amazonaws.com";

const idleMilliseconds = 5 * 60_000;
/**
 * Calls that run in one worker at the same time; more wait their turn, and their time limit begins with it. AWS would start more
 * sandboxes: without a bound, some hundred calls would share one small machine and all miss their limits.
 */
const callsAtOnce = 24;

interface Hosted {
  readonly settings: FunctionSettings;
  readonly callers: Set<string>;
  readonly turns: Turns;
  sandbox: Sandbox | undefined;
}

/** The functions: each gets a worker thread at its first call, which is stopped after some minutes without one. */
export class FunctionHost {
  readonly log: FunctionLog;
  readonly #functions = new Map<string, Hosted>();
  readonly #clockOffset = new SharedArrayBuffer(4);
  readonly #environment: () => Readonly<Record<string, string>>;
  readonly #sweep: NodeJS.Timeout;
  #closed = false;

  /** @param environment the AWS_… variables every function is given beside its own */
  constructor(environment: () => Readonly<Record<string, string>>, log: FunctionLog) {
    this.#environment = environment;
    this.log = log;
    this.#sweep = setInterval(() => this.#stopIdle(), 30_000);
    this.#sweep.unref();
  }

  add(settings: FunctionSettings): void {
    this.#functions.set(settings.arn, {
      settings,
      callers: new Set(),
      turns: new Turns(callsAtOnce),
      sandbox: undefined,
    });
  }

  /** @param wanted an ARN or a name, as a Lambda permission writes it */
  permit(wanted: string, caller: string): void {
    this.#find(wanted).callers.add(caller);
  }

  isPermitted(arn: string, caller: Caller): boolean {
    return this.#find(arn).callers.has(caller);
  }

  /** Seconds by which the clocks of all functions run ahead (or behind, when negative). */
  setClockOffset(seconds: number): void {
    Atomics.store(new Int32Array(this.#clockOffset), 0, Math.round(seconds));
  }

  /** @throws FunctionError when the function throws or is not done in time */
  async invoke(arn: string, event: unknown): Promise<unknown> {
    const hosted = this.#find(arn);
    if (!hosted.settings.runtime.startsWith("nodejs")) {
      throw new KnownFault(`${hosted.settings.logicalId} needs ${hosted.settings.runtime}: only Node.js runs locally`);
    }
    return hosted.turns.take(() => {
      if (!hosted.sandbox?.usable) hosted.sandbox = this.#start(hosted.settings);
      return hosted.sandbox.call(event);
    });
  }

  /** All variables of the function whose logical id starts so. @throws KnownFault when there is no such function, or several */
  environmentOf(logicalId: string): Record<string, string> {
    return this.#variables(this.#byLogicalId(logicalId));
  }

  arnOf(logicalId: string): string {
    return this.#byLogicalId(logicalId).arn;
  }

  #byLogicalId(logicalId: string): FunctionSettings {
    const all = [...this.#functions.values()].map(({ settings }) => settings);
    const exact = all.filter((each) => each.logicalId.replace(/[0-9A-F]{8}$/, "") === logicalId);
    const found = exact.length > 0 ? exact : all.filter((each) => each.logicalId.startsWith(logicalId));
    const [only] = found;
    if (!only || found.length > 1) {
      throw new KnownFault(`${found.length} functions have a logical id that starts with ${logicalId}`);
    }
    return only;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    await Promise.all([...this.#functions.values()].map(({ sandbox }) => sandbox?.end()));
    await this.log.close();
  }

  #find(wanted: string): Hosted {
    const found =
      this.#functions.get(wanted) ?? [...this.#functions.values()].find((each) => each.settings.name === wanted);
    if (!found) throw new KnownFault(`there is no function ${wanted}`);
    return found;
  }

  #start(settings: FunctionSettings): Sandbox {
    if (this.#closed) throw new KnownFault("the functions have been stopped");
    const log = (text: string): void => this.log.add(settings.logicalId, text);
    return new Sandbox({ settings, environment: this.#variables(settings), clockOffset: this.#clockOffset, log });
  }

  #variables(settings: FunctionSettings): Record<string, string> {
    return {
      ...this.#environment(),
      AWS_LAMBDA_FUNCTION_NAME: settings.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMegabytes),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${settings.name}`,
      _HANDLER: settings.handler,
      LAMBDA_TASK_ROOT: settings.folder,
      ...settings.environment,
    };
  }

  #stopIdle(): void {
    for (const hosted of this.#functions.values()) {
      const { sandbox } = hosted;
      if (!sandbox || sandbox.busy || Date.now() - sandbox.lastUsed < idleMilliseconds) continue;
      hosted.sandbox = undefined;
      void sandbox.end();
    }
  }
}
