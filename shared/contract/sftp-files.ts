import * as z from "zod/mini";
import { fileOutcomeNames } from "../domain/sftp-file.ts";
import { instant, pageOf, paging } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** One interchange of claims in a file. */
const Interchange = z.object({
  sender: z.optional(z.string()),
  receiver: z.optional(z.string()),
  controlNumber: z.optional(z.string()),
  outcome: z.enum(["accepted", "accepted-in-part", "rejected"]),
  isTest: z.boolean(),
  sets: z.number(),
  claims: z.number(),
  /** Dollars and cents, such as `1250.00`. */
  charge: z.string(),
  /** What was put into `/outbound`. */
  acknowledgement: z.optional(z.object({ kind: z.enum(["999", "TA1"]), name: z.string() })),
});
const Line = {
  fileId: z.string(),
  direction: z.enum(["in", "out"]),
  at: instant,
  name: z.string(),
  bytes: z.number(),
  from: z.optional(z.string()),
  outcome: z.enum(fileOutcomeNames),
  /** `837P`, `837I`, `837D`, another X12 set such as `835`, `mixed`, `X12`, or `other`; absent of what was not read. */
  kind: z.optional(z.string()),
  claims: z.optional(z.number()),
  charge: z.optional(z.string()),
  acceptedClaims: z.optional(z.number()),
  acceptedCharge: z.optional(z.string()),
  /** How many mistakes were found. */
  faultCount: z.optional(z.number()),
};
/** A file as the transfer log lists it. */
export const SftpFileLine = z.object(Line);
/** A file with its interchanges and its first mistakes, each with its place in the file. */
export const SftpFileView = z.object({
  ...Line,
  submitter: z.optional(z.string()),
  receiver: z.optional(z.string()),
  interchanges: z.array(Interchange),
  faults: z.array(
    z.object({
      /** Counted from 1; 0 where the file as a whole is meant. */
      segment: z.number(),
      /** The segment's first byte, counted from 0. */
      offset: z.number(),
      level: z.enum(["interchange", "group", "set", "file"]),
      reason: z.string(),
    }),
  ),
});
/** The sender's id in ISA06: as it stands there, without the blanks that fill it. */
const senderId = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.maxLength(15),
    z.regex(/^[!-~][ -~]*$/, { message: "must be 1 to 15 letters, digits and signs, as in ISA06" }),
  );
const settings = {
  /** ISA06 of interchanges that are taken; none: the first that comes is learned. */
  senders: z.array(senderId).check(z.maxLength(10)),
  /** Whole business days without a file after which people are told; 0: never. */
  silenceDays: z.number().check(z.int(), z.minimum(0), z.maximum(60)),
};
export const SftpFileSettings = z.object({
  ...settings,
  lastFileAt: z.optional(instant),
  version: z.number(),
});

/** Files of SFTP accounts, and what they must be like; part of the workflow of SFTP accounts. */
export const sftpFileRoutes = {
  listSftpFiles: {
    method: "GET",
    path: "/sftp-accounts/{accountId}/files",
    access: "sftp:read",
    summary: "List the files that an SFTP account sent and fetched, newest first",
    query: z.strictObject(paging),
    reply: pageOf(SftpFileLine),
    refusals: ["sftp.account-not-found", "request.cursor"],
  },
  getSftpFile: {
    method: "GET",
    path: "/sftp-accounts/{accountId}/files/{fileId}",
    access: "sftp:read",
    summary: "Read the summary of one file, with each mistake and its place",
    reply: SftpFileView,
    refusals: ["sftp.account-not-found", "sftp.file-not-found"],
  },
  getSftpFileSettings: {
    method: "GET",
    path: "/sftp-accounts/{accountId}/file-settings",
    access: "sftp:read",
    summary: "Read which senders an account takes files from, and when its silence is told",
    reply: SftpFileSettings,
    refusals: ["sftp.account-not-found"],
    versioned: true,
  },
  replaceSftpFileSettings: {
    method: "PUT",
    path: "/sftp-accounts/{accountId}/file-settings",
    access: "sftp:manage",
    summary: "Set which senders an account takes files from, and when its silence is told",
    body: z.strictObject(settings),
    reply: SftpFileSettings,
    audit: ["sftp.file-settings-changed"],
    refusals: ["sftp.account-not-found"],
    versioned: true,
  },
} as const satisfies RouteTable;
