import { update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import type { RefusalCode } from "../../shared/domain/refusal.ts";
import type { Caller } from "../../shared/http/callers.ts";

/** What a practice has only so many of, because it is listed whole. */
interface Counted {
  readonly name: keyof Pick<Practice, "departments" | "pharmacies">;
  readonly most: number;
  readonly refusal: RefusalCode;
}

/** Counts one more of them in the practice's row, up to the most. */
export function oneMore({ practice, scope }: Caller, { name, most, refusal }: Counted): Change {
  const key = keys.practice(scope);
  return practice[name] === undefined
    ? update("practice", key, { set: { [name]: 1 }, absent: [name], refusal: "request.changed-meanwhile" })
    : update("practice", key, { add: { [name]: 1 }, atMost: { [name]: most - 1 }, refusal });
}
