import ssh2 from "ssh2";
import { fingerprintOf } from "./host-key.ts";
import { type IdentityEvent, isUsername, type TransferUser, userIn } from "./identity.ts";

/** Whom a connection asks, and what for. */
export interface Desk {
  readonly serverId: string;
  readonly sourceIp: string;
  /** `password`, `publickey`: what the server takes. */
  readonly methods: readonly ("password" | "publickey")[];
  /** Calls the identity function. */
  readonly ask: (event: IdentityEvent) => Promise<unknown>;
  /** Told what went wrong beside an ordinary no. */
  readonly failed: (error: unknown) => void;
}

/** A key that somebody signed in with, as the log names it. */
export interface UsedKey {
  readonly type: string;
  /** Base64. */
  readonly body: string;
  readonly fingerprint: string;
}

/** How an attempt ended: signed in, one step of two that is fine so far, or refused. */
export type Attempt =
  | { readonly outcome: "signed-in"; readonly user: TransferUser; readonly key?: UsedKey }
  | { readonly outcome: "key-known" }
  | { readonly outcome: "refused"; readonly message: string };

const invalid: Attempt = { outcome: "refused", message: "Invalid user name or password" };

/** The user as the function answers; whatever goes wrong on the way is a no. */
async function asked(desk: Desk, username: string, password?: string): Promise<TransferUser | undefined> {
  if (!isUsername(username)) return undefined;
  const { serverId, sourceIp } = desk;
  const event: IdentityEvent = { username, protocol: "SFTP", serverId, sourceIp };
  try {
    return userIn(username, await desk.ask(password === undefined ? event : { ...event, password }));
  } catch (error) {
    desk.failed(error);
    return undefined;
  }
}

async function byPassword(desk: Desk, { username, password }: ssh2.PasswordAuthContext): Promise<Attempt> {
  const user = await asked(desk, username, password);
  return user ? { outcome: "signed-in", user } : invalid;
}

/** The registered key that was offered, if it is one of the user's. */
function registered(user: TransferUser, offered: Buffer): ssh2.ParsedKey | undefined {
  for (const line of user.publicKeys) {
    const key = ssh2.utils.parseKey(line);
    if (!(key instanceof Error) && key.getPublicSSH().equals(offered)) return key;
  }
  return undefined;
}

async function byKey(desk: Desk, context: ssh2.PublicKeyAuthContext): Promise<Attempt> {
  const { username, key: offered, signature, blob, hashAlgo } = context;
  const used: UsedKey = {
    type: offered.algo,
    body: offered.data.toString("base64"),
    fingerprint: fingerprintOf(offered.data),
  };
  const kind = used.type.replace(/^ssh-|-sha2-.*$/g, "").toUpperCase();
  const refused: Attempt = { outcome: "refused", message: `${kind} ${used.fingerprint}` };
  // Signatures over SHA-1, which the service's security policy leaves out.
  if (offered.algo === "ssh-rsa" && !hashAlgo) return refused;
  const user = await asked(desk, username);
  const key = user && registered(user, offered.data);
  if (!user || !key) return refused;
  // The client first asks whether the key is known; it signs when it is.
  if (!signature || !blob) return { outcome: "key-known" };
  return key.verify(blob, signature, hashAlgo) === true ? { outcome: "signed-in", user, key: used } : refused;
}

/** One attempt to sign in. The identity function is asked anew each time, so that what changed a moment ago counts. */
export function attempt(desk: Desk, context: ssh2.AuthContext): Promise<Attempt> | undefined {
  if (context.method === "password" && desk.methods.includes("password")) return byPassword(desk, context);
  if (context.method === "publickey" && desk.methods.includes("publickey")) return byKey(desk, context);
  return undefined;
}
