import type { secretLinkRoutes } from "../../shared/contract/secret-links.ts";
import { takeClaim } from "../../shared/data/counters.ts";
import { newId } from "../../shared/data/ids.ts";
import { sftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { secretLinkId } from "../../shared/data/sftp-letters.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import {
  holderOf,
  madeSecret,
  mostSecrets,
  type SecretLink,
  standingSecrets,
  withSecret,
} from "../../shared/domain/sftp-account.ts";
import type { Call, Operation } from "../../shared/http/call.ts";
import { withRefusalFloor } from "../../shared/http/floor.ts";
import { newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { newSalt, pepperedHash, revealedPassword } from "../../shared/secrets/sftp-password.ts";
import { isSame } from "../../shared/secrets/token.ts";
import { type Door, doorOf, isJustUsed } from "./door.ts";
import { assertHolder } from "./prove-holder.ts";
import { originOfLink, ownerLetter, refuseLink } from "./refuse-used.ts";
import { shownAccount } from "./shown-account.ts";

type Route = typeof secretLinkRoutes.revealSecret;
type Reveal = Call<Route>;

/** Seconds for which a link belongs to the browser that began to use it. */
const leaseSeconds = 15;

/**
 * Makes the password of a link and shows it, once. It is made of the browser's nonce, which is not kept, so that the same
 * browser can be shown it again for a minute although nothing of it is stored but a hash. Source: SECURITY B11, A26.
 */
export const revealSecret: Operation<Route> = async (call) => {
  const nonce = call.idempotencyKey ?? newSecret();
  const door = await withRefusalFloor(() => doorOf(call.body.token, call));
  if (door.state === "expired") return refuseLink(call, door, "secret-link.expired");
  if (door.state === "used") return showAgain(call, door, nonce);
  await assertHolder(call, door, proofOf(call));
  if (standingSecrets(door.account.secrets).length >= mostSecrets) throw new Refusal("sftp.two-secrets");
  const what = `reveal#${door.account.accountId}#${door.link.generation}`;
  const isOurs = await takeClaim({ what, by: nonce, seconds: leaseSeconds }, call.now);
  if (!isOurs) return refuseLink(call, door, "secret-link.used");
  try {
    return await show(call, door, nonce);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "request.changed-meanwhile") throw error;
    // Our own twin may have been faster: then its password is ours.
    const now = await doorOf(call.body.token, call);
    if (now.state === "used") return showAgain(call, now, nonce);
    throw error;
  }
};

const proofOf = ({ caller, body }: Reveal) => ({
  ...(caller ? { caller } : {}),
  ...(body.code === undefined ? {} : { code: body.code }),
});

async function show(call: Reveal, door: Door, nonce: string) {
  const { account, link, scope } = door;
  const shown: SecretLink & { readonly salt: string } = {
    ...link,
    state: "revealed",
    openedAt: call.now.toISOString(),
    openedFrom: call.address,
    salt: newSalt(),
    nonceHash: secretHash(nonce),
    secretId: newId("sfs", call.now),
  };
  const secret = await passwordOf(door, shown, nonce);
  const made = madeSecret({
    secretId: shown.secretId ?? "",
    seenBy: { ...(link.userId ? { userId: link.userId } : {}), name: holderOf(link) },
    now: call.now,
    ...(await pepperedHash(secret)),
  });
  const what = `A new password was shown to ${holderOf(link)}, who opened the link to it`;
  await call.commit({
    origin: originOfLink(call, door),
    changes: [sftpAccountChange(scope, account, { set: { secrets: withSecret(account.secrets, made), link: shown } })],
    deeds: [
      {
        action: "sftp.secret-revealed",
        subjectId: account.accountId,
        subjectName: account.username,
        subjectVersion: account.version + 1,
        changes: { recipient: { after: link.email }, expiresAt: { after: made.expiresAt } },
      },
    ],
    mails: await ownerLetter(call, door, { what }),
  });
  return { ...(await shownAccount(door)), secret, expiresAt: made.expiresAt };
}

function passwordOf({ account }: Door, link: SecretLink & { readonly salt: string }, nonce: string): Promise<string> {
  const { generation, keyVersion, salt } = link;
  return revealedPassword({ linkId: secretLinkId(account), generation, salt, nonce, keyVersion });
}

/** The password again, for the nonce that it was made with; anybody else is a second opener. */
async function showAgain(call: Reveal, door: Door, nonce: string) {
  const { link, account } = door;
  const { salt, nonceHash = "", secretId } = link;
  const made = account.secrets.find((each) => each.secretId === secretId);
  if (salt === undefined || !made || !isSame(nonceHash, secretHash(nonce)))
    return refuseLink(call, door, "secret-link.used");
  if (!isJustUsed(door, call.now)) throw new Refusal("idempotency.already-shown");
  if (link.kind === "reveal") await assertHolder(call, door, proofOf(call));
  const secret = await passwordOf(door, { ...link, salt }, nonce);
  return { ...(await shownAccount(door)), secret, expiresAt: made.expiresAt };
}
