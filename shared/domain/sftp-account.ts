import type { AccessHours } from "./access-hours.ts";
import { asUsernamePart, type SftpSoftware } from "./sftp-software.ts";

/** How a password reaches people: by a link that shows it once, or in a mail of its own. Source: PRODUCT.md S2. */
export const sftpDeliveries = ["link", "two-mails"] as const;
export type SftpDelivery = (typeof sftpDeliveries)[number];

/** A retiring secret still lets in, beside the newer one; a retired one only tells the doctor who still uses it. */
export type SecretState = "live" | "retiring" | "retired";

/** A password of an account, of which only a keyed hash is kept. Times are ISO 8601, UTC. */
export interface SftpSecret {
  readonly secretId: string;
  readonly state: SecretState;
  readonly hash: string;
  /** Of the pepper that the hash was made with. */
  readonly keyVersion: string;
  readonly madeAt: string;
  readonly expiresAt: string;
  /** Who saw it: a user, or the address of somebody outside. */
  readonly seenBy: { readonly userId?: string; readonly name: string };
  /** Since when it is no longer the newest. */
  readonly retiringAt?: string;
  readonly retiredAt?: string;
  /** The last reminder of its end that was mailed, in days before. */
  readonly remindedDays?: number;
  /** Of a mail that was sent again, as nobody knew whether it had arrived: what the earlier ones said lets in as well. */
  readonly earlier?: readonly Kept[];
}

type Kept = Pick<SftpSecret, "hash" | "keyVersion">;

/** A public key that opens the account. */
export interface SftpKey {
  readonly keyId: string;
  /** As OpenSSH writes it: type and base64, without a comment. */
  readonly publicKey: string;
  /** As OpenSSH shows it: `SHA256:` and 43 characters. */
  readonly fingerprint: string;
  readonly name: string;
  readonly addedAt: string;
  readonly addedBy: string;
}

/** A link that shows a new password once: to the user it was mailed to, or to somebody outside who may give a key instead. */
export interface SecretLink {
  readonly kind: "reveal" | "hand-off";
  /** Which of the account's links; only the newest is ever good. */
  readonly generation: number;
  readonly keyVersion: string;
  /** The user it is for; absent for somebody outside. */
  readonly userId?: string;
  /** How its letters address who gets it; empty where only an address was given. */
  readonly name: string;
  readonly email: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly expiresAt: string;
  readonly state: "open" | "revealed" | "key-given" | "revoked";
  readonly openedAt?: string;
  readonly openedFrom?: string;
  /** What the password is made of beside the browser's nonce, which is not kept; good for reading it again for a minute. */
  readonly salt?: string;
  readonly nonceHash?: string;
  readonly secretId?: string;
}

/** An account for software that exchanges claim files; never a web login. Times are ISO 8601, UTC. */
export interface SftpAccount extends SftpSoftware {
  readonly practiceId: string;
  readonly accountId: string;
  /** Lower case, unique in the installation, and never given to another account. */
  readonly username: string;
  readonly contactName: string;
  /** The user who answers for it. */
  readonly ownerId: string;
  readonly ownerName: string;
  readonly requestId?: string;
  readonly status: "active" | "disabled";
  readonly openedAt: string;
  readonly disabledAt?: string;
  /** Ranges it may be used from, each in its one form; none means from everywhere. */
  readonly addresses: readonly string[];
  /** When it may be used, by the practice's clock; absent: at any time. Source: PRODUCT.md U7. */
  readonly accessHours?: AccessHours;
  /** Days without use after which a retiring password is retired by itself. */
  readonly quietDays: number;
  /** Newest last; two at most that are not retired. */
  readonly secrets: readonly SftpSecret[];
  readonly keys: readonly SftpKey[];
  readonly link?: SecretLink;
  readonly version: number;
}

/** Days that a password lasts. Source: PEERS part 4 item 3: partners ask for a new one every year. */
export const secretDays = 365;
/** Hours that a link to a password is open. Source: SECURITY B11. */
export const secretLinkHours = 24;
export const defaultQuietDays = 14;
/** Passwords that let in at the same time. */
export const mostSecrets = 2;
export const mostKeys = 10;

/** Where an account's files lie in the bucket, from ids and never from names; without a slash at its end. */
export function homeOf(practiceId: string, accountId: string): string {
  return `practices/${practiceId}/sftp/${accountId}`;
}

/** Whose file an object of the bucket is, and where below `/inbound` or `/outbound`; undefined for what lies in no home. */
export function placeOfFile(key: string) {
  const match = /^practices\/([^/]+)\/sftp\/([^/]+)\/(inbound|outbound)\/(.+)$/.exec(key);
  const [, practiceId, accountId, folder, path] = match ?? [];
  if (!practiceId || !accountId || !folder || !path) return undefined;
  return { practiceId, accountId, folder: folder as "inbound" | "outbound", path };
}

/**
 * A typed username in the form that accounts are found by; undefined for what can be nobody's.
 * Source: AWS: Transfer Family, custom identity providers (3 to 100 characters; `root` is refused); SECURITY attack 81.
 */
export function sftpUsernameOf(typed: string): string | undefined {
  const isPossible = /^[A-Za-z0-9_][A-Za-z0-9_.-]{2,99}$/.test(typed) && typed.toLowerCase() !== "root";
  return isPossible ? typed.toLowerCase() : undefined;
}

/** A username from the practice's and the software's first words, such as `sunrise-theralytics`; unique only with a number. */
export function sftpUsernameFor(practiceName: string, softwareName: string): string {
  const word = (name: string) => asUsernamePart(name, 60).split("-")[0]?.slice(0, 30);
  return `${word(practiceName) || "practice"}-${word(softwareName) || "software"}`;
}

/** Whether a password lets in now, as far as the account's row says. */
export function isSecretGood({ state, expiresAt }: SftpSecret, now: Date): boolean {
  return state !== "retired" && new Date(expiresAt) > now;
}

/** A password that lets in from now on. */
export function madeSecret({
  now,
  ...made
}: Pick<SftpSecret, "secretId" | "seenBy" | "hash" | "keyVersion"> & { readonly now: Date }): SftpSecret {
  const expiresAt = new Date(now.getTime() + secretDays * 86_400_000).toISOString();
  return { ...made, state: "live", madeAt: now.toISOString(), expiresAt };
}

/** The account's passwords with a new one: what was live becomes retiring. */
export function withSecret(secrets: readonly SftpSecret[], made: SftpSecret): SftpSecret[] {
  const kept = secrets.filter(({ state }) => state === "retired").slice(-mostRetired);
  const older = secrets
    .filter(({ state }) => state !== "retired")
    .map((secret) => ({ ...secret, state: "retiring" as const, retiringAt: secret.retiringAt ?? made.madeAt }));
  return [...kept, ...older, made];
}

/** The same password in a mail that is sent again: the mail before may have arrived, and both are to let in. */
export function mailedAgain(secret: SftpSecret, kept: Kept): SftpSecret {
  const { hash, keyVersion, earlier = [] } = secret;
  return { ...secret, ...kept, earlier: [...earlier, { hash, keyVersion }].slice(-mostEarlier) };
}

/** The mailer tries eight times. */
const mostEarlier = 7;

/** A password whose hash was made anew, be it what an earlier mail said. */
export function withNewHash(secret: SftpSecret, { before, after }: { before: string; after: Kept }): SftpSecret {
  if (secret.hash === before) return { ...secret, ...after };
  if (!secret.earlier) return secret;
  return { ...secret, earlier: secret.earlier.map((each) => (each.hash === before ? after : each)) };
}

/** Retired passwords that are remembered, so that the doctor can say who still uses one. */
const mostRetired = 4;

/** The passwords after one was retired; it lets nobody in from the commit on. */
export function withoutSecret(secrets: readonly SftpSecret[], secretId: string, now: Date): SftpSecret[] {
  const retiredAt = now.toISOString();
  return secrets.map((secret) =>
    secret.secretId === secretId ? { ...secret, state: "retired" as const, retiredAt } : secret,
  );
}

/** Those that are not retired; one that expired counts until it is. */
export const standingSecrets = (secrets: readonly SftpSecret[]): SftpSecret[] =>
  secrets.filter(({ state }) => state !== "retired");

/** What a link stands for at a moment; an older link than the account's newest is revoked. */
export type LinkState = "open" | "used" | "expired" | "revoked";

/**
 * Who holds a link, as everybody else is told: a user by his name; somebody outside by the address that it went to, since
 * nothing else of him is proved.
 */
export const holderOf = ({ kind, name, email }: Pick<SecretLink, "kind" | "name" | "email">): string =>
  kind === "reveal" ? name : email;

export function linkStateOf(link: SecretLink, now: Date): LinkState {
  if (link.state === "revoked") return "revoked";
  if (link.state !== "open") return "used";
  return new Date(link.expiresAt) > now ? "open" : "expired";
}
