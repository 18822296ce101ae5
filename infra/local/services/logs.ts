import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { KnownFault } from "../known-fault.ts";

/** A line of a log group. */
export interface LogLine {
  readonly group: string;
  readonly stream: string;
  /** JSON, where the writer writes JSON. */
  readonly message: string;
}

/** A filter that sends what fits to a function. */
export interface Subscription {
  readonly name: string;
  readonly group: string;
  readonly fits: (message: string) => boolean;
  readonly take: (event: { awslogs: { data: string } }) => Promise<unknown>;
}

const tries = 3;
/** Most lines kept of a group. */
const mostLines = 10_000;

/** The log groups that services write themselves; what functions print is another matter: functions.log. */
export class LogGroups {
  readonly #lines = new Map<string, LogLine[]>();
  readonly #subscriptions: { readonly to: Subscription; work: Promise<void> }[] = [];
  readonly #account: string;
  readonly #failed: (line: string) => void;

  /** @param failed told in a line what a subscription's function did not take */
  constructor(account: string, failed: (line: string) => void) {
    this.#account = account;
    this.#failed = failed;
  }

  subscribe(to: Subscription): void {
    this.#subscriptions.push({ to, work: Promise.resolve() });
  }

  /** Oldest first. */
  lines(group: string): readonly LogLine[] {
    return this.#lines.get(group) ?? [];
  }

  /** Returns at once; subscriptions get the line on their own, each in order. */
  put(line: LogLine): void {
    const lines = this.#lines.get(line.group) ?? [];
    lines.push(line);
    if (lines.length > mostLines) lines.splice(0, lines.length - mostLines);
    this.#lines.set(line.group, lines);
    for (const each of this.#subscriptions) {
      if (each.to.group === line.group && each.to.fits(line.message))
        each.work = each.work.then(() => this.#hand(line, each.to, 1));
    }
  }

  async #hand(line: LogLine, to: Subscription, attempt: number): Promise<void> {
    try {
      await to.take({ awslogs: { data: this.#packed(line, to.name) } });
    } catch (error) {
      if (attempt < tries) return this.#hand(line, to, attempt + 1);
      this.#failed(`${to.name}: ${String(error)}\n`);
    }
  }

  #packed({ group, stream, message }: LogLine, filter: string): string {
    const data = {
      messageType: "DATA_MESSAGE",
      owner: this.#account,
      logGroup: group,
      logStream: stream,
      subscriptionFilters: [filter],
      logEvents: [{ id: randomUUID(), timestamp: Date.now(), message }],
    };
    return gzipSync(JSON.stringify(data)).toString("base64");
  }
}

const comparison = /^\(?\s*\$\.([\w-]+)\s*=\s*"([^"]*)"\s*\)?$/;

/**
 * Whether a line fits a filter pattern: every line an empty one; a JSON line one that compares fields with texts, joined by `||`.
 * @throws KnownFault for any other pattern
 */
export function logFilter(pattern: string): (message: string) => boolean {
  if (pattern.trim() === "") return () => true;
  const inner = /^\{(.*)\}$/s.exec(pattern.trim())?.[1] ?? "";
  const wanted = inner.split("||").map((each) => {
    const [, field, value] = comparison.exec(each.trim()) ?? [];
    if (!field) throw new KnownFault(`the local log filter knows { $.field = "text" || … }, not ${pattern}`);
    return { field, value };
  });
  return (message) => {
    const line = parsed(message);
    return wanted.some(({ field, value }) => line[field] === value);
  };
}

function parsed(message: string): Record<string, unknown> {
  try {
    return JSON.parse(message) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
