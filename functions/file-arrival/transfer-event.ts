import * as z from "zod/mini";
import { placeOfFile } from "../../shared/domain/sftp-account.ts";
import { isUnfinished, longestName } from "../../shared/domain/sftp-file.ts";

const path = z.string().check(z.maxLength(1200));

/**
 * What EventBridge hands over of an event of the SFTP server. Only what is read here is named; the rest may change.
 * Source: AWS: "Transfer Family events detail reference", SFTP server events.
 */
const TransferEvent = z.object({
  "detail-type": z.string(),
  time: z.string(),
  detail: z.object({
    "file-path": z.optional(path),
    "original-file-path": z.optional(path),
    "renamed-file-path": z.optional(path),
    bytes: z.optional(z.number()),
    etag: z.optional(z.string().check(z.maxLength(100))),
    "client-ip": z.optional(z.string().check(z.maxLength(45))),
    "session-id": z.optional(z.string()),
    "start-timestamp": z.optional(z.string()),
    "end-timestamp": z.optional(z.string()),
  }),
});
type Told = z.output<typeof TransferEvent>;

/** A file that went over SFTP, and where it lies. */
export interface Transfer {
  /** `arrived` is whole; `broken-off` is not; `fetched` went out. */
  readonly what: "arrived" | "broken-off" | "fetched";
  readonly key: string;
  readonly practiceId: string;
  readonly accountId: string;
  readonly name: string;
  readonly bytes: number;
  /** Of the version that came, where the event tells it. */
  readonly etag: string | undefined;
  readonly from: string | undefined;
  readonly at: Date;
  /** What makes this transfer another than all others; the same event says the same again. */
  readonly mark: string;
}

/** @returns undefined for events that change nothing: folders, files half written, other folders and other buckets */
export function transferOf(event: unknown, bucket: string): Transfer | undefined {
  const parsed = TransferEvent.safeParse(event);
  if (!parsed.success) return undefined;
  const kind = /^SFTP Server File (Upload|Download|Rename) (Completed|Failed)$/.exec(parsed.data["detail-type"]);
  const [, deed = "", end = ""] = kind ?? [];
  if (deed === "Upload") return placed(parsed.data, bucket, end === "Completed" ? "arrived" : "broken-off");
  if (deed === "Download" && end === "Completed") return placed(parsed.data, bucket, "fetched");
  if (deed === "Rename" && end === "Completed") return renamed(parsed.data, bucket);
  return undefined;
}

/** A file that was written under a name of its own while it came is there with its last name. */
function renamed(told: Told, bucket: string): Transfer | undefined {
  const { "original-file-path": from = "", "renamed-file-path": to } = told.detail;
  if (!isUnfinished(from)) return undefined;
  return placed({ ...told, detail: { ...told.detail, "file-path": to, etag: undefined } }, bucket, "arrived");
}

function placed({ time, detail }: Told, bucket: string, what: Transfer["what"]): Transfer | undefined {
  const whole = detail["file-path"] ?? "";
  if (!whole.startsWith(`/${bucket}/`)) return undefined;
  const key = whole.slice(bucket.length + 2);
  const place = placeOfFile(key);
  const folder = what === "fetched" ? "outbound" : "inbound";
  if (place?.folder !== folder || (what !== "fetched" && isUnfinished(place.path))) return undefined;
  const { practiceId, accountId } = place;
  const { etag, bytes = 0, "client-ip": from, "session-id": session, "end-timestamp": ended } = detail;
  const at = new Date(ended ?? time);
  if (Number.isNaN(at.getTime())) return undefined;
  const mark = [what, key, etag, session, detail["start-timestamp"], ended].join("\n");
  return { what, key, practiceId, accountId, name: place.path.slice(-longestName), bytes, etag, from, at, mark };
}
