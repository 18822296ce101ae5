/** What the gateway answers. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
}

/** A refusal of the gateway itself; its words and headers come from the API's gateway responses. */
export class GatewayRefusal extends Error {
  readonly type: string;
  readonly status: number;
  /** The first fault a validator found. */
  readonly detail: string;

  constructor(type: string, status: number, words: { message: string; detail?: string }) {
    super(words.message);
    this.type = type;
    this.status = status;
    this.detail = words.detail ?? "";
  }
}
