import { gunzipSync } from "node:zlib";
import * as z from "zod/mini";

/** What CloudWatch Logs hands to a subscription: packed lines. Source: AWS: "Log group-level subscription filters". */
const Packed = z.object({ awslogs: z.object({ data: z.string() }) });
const Unpacked = z.object({
  logEvents: z.array(z.object({ timestamp: z.number(), message: z.string() })),
});

/**
 * A line of the SFTP server's structured log. Only what is read here is named; the rest may change.
 * Source: AWS: "CloudWatch log structure for Transfer Family", "Example CloudWatch log entries".
 */
const Line = z.object({
  "activity-type": z.enum(["CONNECTED", "AUTH_FAILURE"]),
  user: z.string().check(z.maxLength(100)),
  "source-ip": z.string().check(z.maxLength(45)),
  method: z.optional(z.string()),
  "ssh-public-key-fingerprint": z.optional(z.string().check(z.maxLength(100))),
});

/** A key that opened an account, or one that did not. */
export interface KeyLine {
  readonly isIn: boolean;
  readonly username: string;
  readonly address: string;
  /** Of the key that opened, as OpenSSH shows it. */
  readonly fingerprint: string | undefined;
  readonly at: Date;
}

/** The lines about keys among those handed over; passwords are told by who judges them. */
export function keyLinesOf(event: unknown): KeyLine[] {
  const { awslogs } = Packed.parse(event);
  const text = gunzipSync(Buffer.from(awslogs.data, "base64")).toString("utf8");
  const { logEvents } = Unpacked.parse(JSON.parse(text));
  return logEvents.flatMap(({ timestamp, message }) => keyLineOf(message, new Date(timestamp)) ?? []);
}

function keyLineOf(message: string, at: Date): KeyLine | undefined {
  const { data: line } = Line.safeParse(jsonOf(message));
  if (!line) return undefined;
  const { user: username, "source-ip": address, "ssh-public-key-fingerprint": fingerprint } = line;
  const isIn = line["activity-type"] === "CONNECTED";
  if (isIn ? fingerprint === undefined : line.method !== "publickey") return undefined;
  return { isIn, username, address, fingerprint: fingerprint?.replace(/=+$/, ""), at };
}

function jsonOf(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
