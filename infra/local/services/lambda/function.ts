/** A function as the host runs it. */
export interface FunctionSettings {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** The folder its code lies in. */
  readonly folder: string;
  /** `file.export` */
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** What the main thread sends to a function's worker. */
export interface Invocation {
  readonly id: string;
  readonly event: unknown;
  /** Milliseconds since 1970 by the unshifted clock. */
  readonly deadline: number;
}

/** What a worker sends back: that it has loaded, or how an invocation (or the loading) ended. */
export type Outcome =
  | { readonly kind: "loaded" }
  | { readonly kind: "failed-to-load"; readonly message: string }
  | { readonly kind: "answer"; readonly id: string; readonly json: string | undefined }
  | { readonly kind: "error"; readonly id: string; readonly name: string; readonly message: string };

/** An error the function threw, or the host's own: a time limit, a worker that ended. */
export class FunctionError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
