import type * as z from "zod/mini";
import type { SftpFileLine, SftpFileSettings, SftpFileView } from "./sftp-files.ts";

const line: z.input<typeof SftpFileLine> = {
  fileId: "sff_01KAK5M2Q8R7S6T5V4W3X2Y1Z0",
  direction: "in",
  at: "2026-11-20T15:00:02.200Z",
  name: "claims-1120.837",
  bytes: 131_207,
  from: "203.0.113.7",
  outcome: "accepted",
  kind: "837P",
  claims: 214,
  charge: "48210.55",
  acceptedClaims: 214,
  acceptedCharge: "48210.55",
  faultCount: 0,
};
const view: z.input<typeof SftpFileView> = {
  ...line,
  submitter: "SUNRISE01",
  receiver: "GATEHOUSE",
  interchanges: [
    {
      sender: "SUNRISE01",
      receiver: "GATEHOUSE",
      controlNumber: "000000905",
      outcome: "accepted",
      isTest: false,
      sets: 1,
      claims: 214,
      charge: "48210.55",
      acknowledgement: { kind: "999", name: "999_000000905_sff_01KAK5M2Q8R7S6T5V4W3X2Y1Z0.x12" },
    },
  ],
  faults: [],
};
const settings: z.input<typeof SftpFileSettings> = {
  senders: ["SUNRISE01"],
  silenceDays: 3,
  lastFileAt: line.at,
  version: 1,
};

/** Examples of the routes of SFTP files. */
export const sftpFileExamples = {
  listSftpFiles: { query: { limit: "25" }, reply: { items: [line] } },
  getSftpFile: { reply: view },
  getSftpFileSettings: { reply: settings },
  replaceSftpFileSettings: {
    body: { senders: ["SUNRISE01", "SUNRISE02"], silenceDays: 5 },
    reply: { ...settings, senders: ["SUNRISE01", "SUNRISE02"], silenceDays: 5, version: 2 },
  },
};
