import * as z from "zod/mini";
import { code, instant, token } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { sshPublicKey } from "./ssh-key-field.ts";

/** What the holder of a link may know before it is used. */
export const SecretLinkDoor = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("open"),
    kind: z.enum(["reveal", "hand-off"]),
    practiceName: z.string(),
    softwareName: z.string(),
    /** What the link asks for first: to be signed in as its user, or a code that is mailed to its address. */
    needs: z.enum(["sign-in", "code"]),
    /** Whether a public key may be given instead, so that there is no password. */
    mayGiveKey: z.boolean(),
    /** Masked. */
    email: z.string(),
    expiresAt: instant,
  }),
  z.object({ state: z.enum(["used", "expired"]), practiceName: z.string() }),
]);
/** Where and as whom the software signs in. */
const Account = {
  username: z.string(),
  softwareName: z.string(),
  server: z.optional(z.object({ host: z.string(), port: z.number(), fingerprint: z.optional(z.string()) })),
};
const following = [
  "sftp.off",
  "secret-link.invalid",
  "secret-link.used",
  "secret-link.expired",
  "request.too-many",
] as const;
const proving = [
  "secret-link.sign-in-first",
  "secret-link.code-required",
  "secret-link.code-wrong",
  "session.forbidden",
  "session.step-up-required",
  "session.second-step-required",
] as const;
const holder = z.strictObject({ token, code: z.optional(code) });

/** Links to SFTP passwords: opened by a mailed token, and never consumed by being opened. */
export const secretLinkRoutes = {
  lookUpSecretLink: {
    method: "POST",
    path: "/secret-links",
    access: "public",
    summary: "Show what a link to an SFTP password stands for; consumes nothing",
    body: z.strictObject({ token }),
    reply: SecretLinkDoor,
    refusals: ["sftp.off", "secret-link.invalid", "request.too-many"],
  },
  sendSecretLinkCode: {
    method: "POST",
    path: "/secret-links/code",
    access: "public",
    summary: "Mail a code to the address that a hand-off link went to",
    body: z.strictObject({ token }),
    reply: z.object({ email: z.string(), minutes: z.number() }),
    status: 202,
    audit: ["sftp.link-code-sent"],
    refusals: [...following, "secret-link.cool-down", "secret-link.no-key"],
  },
  revealSecret: {
    method: "POST",
    path: "/secret-links/reveal",
    access: "public",
    summary: "Show the password of a link once; the same key shows it again within a minute",
    body: holder,
    reply: z.object({ ...Account, secret: z.string(), expiresAt: instant }),
    audit: ["sftp.secret-revealed", "sftp.link-refused"],
    refusals: [...following, ...proving, "sftp.two-secrets", "idempotency.already-shown"],
    knowsCaller: true,
    idempotent: true,
    ownRepeats: true,
    secretReply: true,
  },
  giveKeyByLink: {
    method: "POST",
    path: "/secret-links/key",
    access: "public",
    summary: "Give a public key with a hand-off link: then there is no password",
    body: z.strictObject({ token, code: z.optional(code), publicKey: sshPublicKey }),
    reply: z.object({ ...Account, fingerprint: z.string() }),
    audit: ["sftp.key-added", "sftp.link-refused"],
    refusals: [
      ...following,
      "secret-link.code-required",
      "secret-link.code-wrong",
      "secret-link.no-key",
      "sftp.key-known",
      "sftp.too-many-keys",
    ],
  },
} as const satisfies RouteTable;
