import { createHash } from "node:crypto";

/** An upload that the SFTP server tells of. */
export interface ToldUpload {
  readonly body: Buffer;
  readonly username?: string;
  /** The same session makes the same event again; without, each is of a session of its own. */
  readonly session?: number;
  readonly what?: string;
}

let sessions = 0;

/** The event of EventBridge by which Transfer Family tells of a file. Source: AWS: Transfer Family events detail reference. */
export function toldOfUpload(
  path: string,
  { body, username = "sunrise-theralytics", session = sessions++, what = "Upload Completed" }: ToldUpload,
) {
  return {
    version: "0",
    id: "d232c159",
    "detail-type": `SFTP Server File ${what}`,
    source: "aws.transfer",
    time: "2026-11-20T15:00:03Z",
    resources: ["arn:aws:transfer:us-east-1:000000000000:server/s-00000000000000000"],
    detail: {
      "status-code": "COMPLETED",
      protocol: "SFTP",
      bytes: body.length,
      "client-ip": "203.0.113.7",
      "start-timestamp": "2026-11-20T15:00:01.100Z",
      "end-timestamp": "2026-11-20T15:00:02.200Z",
      etag: createHash("md5").update(body).digest("hex"),
      "file-path": path,
      "server-id": "s-00000000000000000",
      username,
      "session-id": `session-${session}`,
    },
  };
}
