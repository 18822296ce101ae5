import type { Update } from "../../shared/data/changes.ts";
import type { User } from "../../shared/domain/user.ts";

/** Holds while a user is as he was read: neither signed in since, nor changed, nor already told by a run at the same time. */
export function unchanged(user: User): Pick<Update, "expect" | "absent" | "refusal"> {
  const read = { lastSignInAt: user.lastSignInAt, unusedNotice: user.unusedNotice, endToldOf: user.endToldOf };
  const known = Object.entries(read).filter(([, value]) => value !== undefined);
  const absent = Object.entries(read).filter(([, value]) => value === undefined);
  return {
    expect: { version: user.version, status: user.status, ...Object.fromEntries(known) },
    absent: absent.map(([name]) => name),
    refusal: "request.changed-meanwhile",
  };
}
