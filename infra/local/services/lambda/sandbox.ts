import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import { FunctionError, type FunctionSettings, type Invocation, type Outcome } from "./function.ts";

interface Waiting {
  resolve(json: string | undefined): void;
  reject(error: Error): void;
}

/** What a sandbox is made with. */
export interface SandboxOptions {
  readonly settings: FunctionSettings;
  readonly environment: Readonly<Record<string, string>>;
  readonly clockOffset: SharedArrayBuffer;
  readonly log: (text: string) => void;
}

/** How long loading a function may take on a busy machine; Lambda itself gives ten seconds. */
const loadMilliseconds = 60_000;

/**
 * One worker thread of one function, with its own environment and module cache.
 * Calls at the same time share it; AWS gives each a sandbox of its own. So state kept between calls is shared sooner here, never later.
 */
export class Sandbox {
  readonly #worker: Worker;
  readonly #waiting = new Map<string, Waiting>();
  readonly #timeoutMilliseconds: number;
  readonly #loaded: Promise<void>;
  readonly #log: (text: string) => void;
  #retired = false;
  #ended = false;
  lastUsed = Date.now();

  constructor({ settings, environment, clockOffset, log }: SandboxOptions) {
    this.#log = log;
    this.#timeoutMilliseconds = settings.timeoutSeconds * 1000;
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), {
      env: { ...environment },
      execArgv: ["--no-warnings"],
      workerData: { settings, clockOffset },
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", log);
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#loaded = promise;
    promise.catch(() => {});
    this.#worker.on("message", (outcome: Outcome) => {
      if (outcome.kind === "loaded") resolve();
      else if (outcome.kind === "failed-to-load")
        reject(new FunctionError("Runtime.ImportModuleError", outcome.message));
      else this.#settle(outcome);
    });
    this.#worker.on("error", (error: Error) => this.#end(new FunctionError(error.name, error.message), reject));
    this.#worker.on("exit", () => this.#end(new FunctionError("Runtime.ExitError", "Runtime exited"), reject));
  }

  /** Whether a new call may use it. */
  get usable(): boolean {
    return !this.#retired && !this.#ended;
  }

  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  /** @throws FunctionError when the function throws, cannot be loaded, or is not done within its time limit */
  async call(event: unknown): Promise<unknown> {
    this.lastUsed = Date.now();
    await this.#withinLimit(this.#loaded, loadMilliseconds);
    const id = randomUUID();
    const invocation: Invocation = { id, event, deadline: Date.now() + this.#timeoutMilliseconds };
    const answered = new Promise<string | undefined>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage(invocation);
    try {
      const json = await this.#withinLimit(answered, this.#timeoutMilliseconds);
      return json === undefined ? null : JSON.parse(json);
    } finally {
      this.#waiting.delete(id);
      this.lastUsed = Date.now();
      if (this.#retired && !this.busy) await this.end();
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** The worker that missed a limit takes no new calls and ends as soon as those under way are over. */
  async #withinLimit<T>(result: Promise<T>, milliseconds: number): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      this.#retired = true;
      const seconds = (milliseconds / 1000).toFixed(2);
      this.#log(`Task timed out after ${seconds} seconds\n`);
      reject(new FunctionError("Sandbox.Timedout", `Task timed out after ${seconds} seconds`));
    }, milliseconds);
    try {
      return await Promise.race([result, promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #settle(outcome: Extract<Outcome, { id: string }>): void {
    const waiting = this.#waiting.get(outcome.id);
    if (outcome.kind === "answer") waiting?.resolve(outcome.json);
    else waiting?.reject(new FunctionError(outcome.name, outcome.message));
  }

  #end(error: FunctionError, failLoading: (error: Error) => void): void {
    this.#ended = true;
    failLoading(error);
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
