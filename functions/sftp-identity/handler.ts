import * as z from "zod/mini";
import { withFloorUnless } from "../../shared/http/floor.ts";
import { readSftpEndpoint } from "../../shared/sftp/endpoint.ts";
import { knownSftp } from "../../shared/sftp/known-account.ts";
import { entry } from "../../shared/telemetry/entry.ts";
import { log } from "../../shared/telemetry/log.ts";
import { byKey } from "./by-key.ts";
import { byPassword } from "./by-password.ts";
import { refusal, type SftpSession } from "./session.ts";
import { tellRefusal } from "./tell.ts";

/** What Transfer asks with. A password is part of it only where one was given. Source: AWS: Transfer Family, Lambda identity providers. */
const Asked = z.object({
  username: z.string(),
  password: z.optional(z.string()),
  protocol: z.string(),
  serverId: z.string(),
  sourceIp: z.string(),
});

/** One sign-in at SFTP, at the moment it is judged. */
export interface SignIn {
  readonly username: string;
  readonly address: string;
  readonly now: Date;
}

/** Longer than any password of ours; what is longer is looked at no further. */
const mostCharacters = 1000;

/**
 * Decides who may use SFTP: without a password by the account's keys, with one, be it empty, by that password alone. An answer
 * with a role lets in, so that everything else is the empty answer, in a time that tells nothing; a fault is thrown, which
 * Transfer takes for a refusal. Keys come no sooner either: whoever asks for them has proved nothing yet, and would learn from
 * the time which names there are. Source: SECURITY B10, attacks 18, 79.
 */
export const handler = entry("sftp-identity", (event: unknown) =>
  withFloorUnless(
    ({ Role, PublicKeys }: SftpSession) => Role !== undefined && PublicKeys === undefined,
    () => decide(event, new Date()),
  ),
);

async function decide(event: unknown, now: Date): Promise<SftpSession> {
  const { data: asked } = Asked.safeParse(event);
  const server = await readSftpEndpoint();
  if (!asked || !server || asked.serverId !== server.serverId) {
    log("warn", "SFTP was asked for by a server that is not ours, or in a way we do not know");
    return refusal;
  }
  const signIn: SignIn = { username: asked.username.slice(0, mostCharacters), address: asked.sourceIp, now };
  const known = await knownSftp(signIn.username);
  if (asked.protocol !== "SFTP") return tellRefusal(known, signIn, { reason: "wrong-protocol" });
  if (asked.password === undefined) return byKey(known, signIn);
  return byPassword(known, { ...signIn, password: asked.password.slice(0, mostCharacters) });
}
