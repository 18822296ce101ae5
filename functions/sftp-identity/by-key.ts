import { barrierToSftp, type KnownSftp } from "../../shared/sftp/known-account.ts";
import type { SignIn } from "./handler.ts";
import { type SftpSession, sessionOf } from "./session.ts";
import { tellRefusal } from "./tell.ts";

/**
 * Gives Transfer the account's keys, of which the client must then prove one. Never a role without keys: that would let in
 * whoever asks. Which key was offered is seen in the server's log alone. Source: SECURITY attacks 79, 80.
 */
export async function byKey(known: KnownSftp | undefined, signIn: SignIn): Promise<SftpSession> {
  if (!known) return tellRefusal(undefined, signIn, { reason: "unknown-key" });
  const barrier = barrierToSftp(known, signIn);
  if (barrier) return tellRefusal(known, signIn, { reason: barrier });
  const PublicKeys = known.account.keys.map(({ publicKey }) => publicKey);
  // A client that has keys of its own offers them before it gives its password: that is nothing to tell.
  if (PublicKeys.length === 0) {
    return known.account.secrets.length > 0 ? {} : tellRefusal(known, signIn, { reason: "no-key" });
  }
  return { ...(await sessionOf(known.account, signIn.now)), PublicKeys };
}
