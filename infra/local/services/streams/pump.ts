import { setTimeout as pause } from "node:timers/promises";
import type { JsonObject } from "../../json.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { type Delivery, deliver } from "./deliver.ts";
import { asLambdaRecord, sequenceNumberOf } from "./record.ts";
import { iteratorAfter, recordsAt, type Shard, type Stream, shardsOf } from "./shard.ts";

/** One event source mapping. */
export interface Mapping {
  readonly name: string;
  readonly stream: Stream;
  readonly batchSize: number;
  readonly passes: (record: JsonObject) => boolean;
  readonly delivery: Pick<Delivery, "invoke" | "retries" | "bisect" | "partial" | "maxAge" | "giveUp">;
}

/** Lambda itself looks at a shard four times a second. */
const pollMilliseconds = 250;
const stopMilliseconds = 2000;
const lookForShardsMilliseconds = 10_000;

/**
 * Carries the records of one stream to one function, shard by shard, parents first.
 * A mapping without a checkpoint begins at the oldest record, whatever its starting position: nothing written before the first
 * poll is missed.
 */
export class Pump {
  readonly #mapping: Mapping;
  readonly #checkpoints: Checkpoints;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  readonly #finished = new Set<string>();
  #loop: Promise<void> = Promise.resolve();

  constructor(mapping: Mapping, checkpoints: Checkpoints) {
    this.#mapping = mapping;
    this.#checkpoints = checkpoints;
  }

  start(): void {
    this.#loop = this.#watch();
  }

  /** Ends after the invocation under way, or without it when it takes long: it is repeated at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    const over = Promise.all([this.#loop, ...this.#running.values()]);
    await Promise.race([over, pause(stopMilliseconds, undefined, { ref: false })]);
  }

  get #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #wait(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => {});
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      const shards = await shardsOf(this.#mapping.stream).catch(() => []);
      for (const shard of shards) this.#startShard(shard, shards);
      await Promise.race([this.#wait(lookForShardsMilliseconds), ...this.#running.values()]);
    }
  }

  #startShard(shard: Shard, all: readonly Shard[]): void {
    const parentIsThere = all.some(({ id }) => id === shard.parent);
    if (this.#finished.has(shard.id) || this.#running.has(shard.id)) return;
    if (parentIsThere && !this.#finished.has(shard.parent ?? "")) return;
    const read = this.#readShard(shard.id).finally(() => this.#running.delete(shard.id));
    this.#running.set(shard.id, read);
  }

  async #readShard(shard: string): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#follow(shard);
        if (!this.#stopped) this.#finished.add(shard);
        return;
      } catch {
        // An iterator grew old or the database did not answer: begin again at the checkpoint.
        await this.#wait(1000);
      }
    }
  }

  async #follow(shard: string): Promise<void> {
    const { stream, name, batchSize } = this.#mapping;
    let at: string | undefined = await iteratorAfter(stream, shard, this.#checkpoints.get(name, shard));
    while (at !== undefined && !this.#stopped) {
      const { records, next } = await recordsAt(stream, at, batchSize);
      if (records.length > 0) await this.#carry(shard, records);
      else await this.#wait(pollMilliseconds);
      at = next;
    }
  }

  async #carry(shard: string, records: readonly JsonObject[]): Promise<void> {
    const { name, passes, delivery, stream } = this.#mapping;
    const reached = (record: JsonObject): void => this.#checkpoints.set(name, shard, sequenceNumberOf(record));
    const wanted = records.map((record) => asLambdaRecord(record, stream.arn)).filter(passes);
    const stopped = (): boolean => this.#stopped;
    await deliver(wanted, { ...delivery, done: reached, wait: (time) => this.#wait(time), stopped });
    const last = records.at(-1);
    if (last && !this.#stopped) reached(last);
  }
}
