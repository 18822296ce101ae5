import type * as z from "zod/mini";
import type { SftpAccountView } from "./sftp-accounts.ts";
import { sftpFileExamples } from "./sftp-file-examples.ts";

const line = {
  accountId: "sfa_01KAK5B7C9D1E3F5G7H9J1K3M5",
  username: "sunrise-theralytics",
  softwareName: "Theralytics",
  claimType: "837P" as const,
  status: "active" as const,
  ownerId: "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  ownerName: "Ada Lindqvist",
  openedAt: "2026-11-21T15:04:05.000Z",
  contactName: "Nora Quist",
  lastUsed: { at: "2026-11-22T11:58:00.000Z", from: "203.0.113.7" },
  lastFileAt: "2026-11-20T15:00:02.200Z",
  passwordEndsAt: "2027-11-21T15:10:00.000Z",
};
const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPNIGDsHf+04K2oDg23Ne+wd2il8SyaLhEqtpMT1ztBQ";
const fingerprint = "SHA256:5KWHJNx5eBGBA4COCZ3KDIscnQxMxkYNCzOwGeN7df0";
const server = {
  host: "s-01234567890abcdef.server.transfer.us-east-1.amazonaws.com",
  port: 22,
  fingerprint: "SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE",
};
const view: z.input<typeof SftpAccountView> = {
  ...line,
  requestId: "sfr_01KAK5B7C9D1E3F5G7H9J1K3M5",
  addresses: ["203.0.113.0/24"],
  quietDays: 14,
  secrets: [
    {
      secretId: "sfs_01KAK5B7C9D1E3F5G7H9J1K3M5",
      state: "live",
      isExpired: false,
      isStillUsed: false,
      madeAt: "2026-11-21T15:10:00.000Z",
      expiresAt: "2027-11-21T15:10:00.000Z",
      seenBy: "Ada Lindqvist",
      lastUsed: line.lastUsed,
    },
  ],
  keys: [
    {
      keyId: "sfk_01KAK5B7C9D1E3F5G7H9J1K3M5",
      name: "claims server",
      publicKey,
      fingerprint,
      addedAt: "2026-11-21T16:00:00.000Z",
      addedBy: "Ada Lindqvist",
    },
  ],
  doctor: [
    {
      reason: "wrong-password",
      sentence: "The password was wrong. Make a new one if nobody knows the right one any more.",
      count: 2,
      lastAt: "2026-11-22T09:00:00.000Z",
      from: "203.0.113.9",
    },
  ],
  server,
  version: 3,
};
const reason = "The software is replaced";
const link = "v1.prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0~sfa_01KAK5B7C9D1E3F5G7H9J1K3M5.1.bWFj";
const shown = { username: line.username, softwareName: line.softwareName, server };

/** Examples of the routes of SFTP accounts. */
export const sftpAccountExamples = {
  listSftpAccounts: { reply: { items: [line] } },
  getSftpAccount: { reply: view },
  changeSftpAccount: { body: { addresses: ["203.0.113.0/24"], quietDays: 14 }, reply: view },
  disableSftpAccount: { body: { reason }, reply: { ...view, status: "disabled" as const } },
  enableSftpAccount: { body: { reason: "It is used again" }, reply: view },
  unlockSftpAccount: { body: { reason: "The software had an old password" }, reply: view },
  makeSftpSecret: { body: { recipient: { name: "Theralytics", email: "onboarding@vendor.example" } }, reply: view },
  revokeSecretLink: { reply: view },
  retireSftpSecret: { reply: view },
  addSftpKey: { body: { publicKey, name: "claims server" }, reply: view },
  removeSftpKey: { reply: view },
  testSftpAccount: {
    body: { address: "203.0.113.9" },
    reply: { isLetIn: true, sentence: "It would be let in with the right password or key." },
  },
  ...sftpFileExamples,
  getSftpAccountHistory: {
    query: { limit: "25" },
    reply: {
      items: [
        {
          eventId: "evt_01KAK5B7C9D1E3F5G7H9J1K3M5",
          at: "2026-11-21T16:00:00.000Z",
          action: "sftp.account-changed" as const,
          outcome: "success" as const,
          actorId: line.ownerId,
          actorName: line.ownerName,
          subjectId: line.accountId,
          subjectName: line.username,
          changes: { addresses: { before: [], after: ["203.0.113.0/24"] } },
        },
      ],
    },
  },
};

/** Examples of the routes of links to SFTP passwords. */
export const secretLinkExamples = {
  lookUpSecretLink: {
    body: { token: link },
    reply: {
      state: "open" as const,
      kind: "hand-off" as const,
      practiceName: "Sunrise Family Practice",
      softwareName: line.softwareName,
      needs: "code" as const,
      mayGiveKey: true,
      email: "o***@v***.example",
      expiresAt: "2026-11-22T15:04:05.000Z",
    },
  },
  sendSecretLinkCode: { body: { token: link }, reply: { email: "o***@v***.example", minutes: 10 } },
  revealSecret: {
    body: { token: link, code: "48291357" },
    reply: {
      ...shown,
      secret: "MZXW6YTBOI7G64TFMQQHO2LUNAQGC3DFNZ2CAYLTEBWXK43UEBRA",
      expiresAt: "2027-11-21T15:10:00.000Z",
    },
  },
  giveKeyByLink: { body: { token: link, code: "48291357", publicKey }, reply: { ...shown, fingerprint } },
};
