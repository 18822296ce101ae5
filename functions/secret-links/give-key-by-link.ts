import type { secretLinkRoutes } from "../../shared/contract/secret-links.ts";
import { sftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { isKeyElsewhere, keyRemembered, newSftpKey } from "../../shared/data/sftp-keys.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { holderOf, mostKeys, type SftpKey } from "../../shared/domain/sftp-account.ts";
import { sshKeyIn } from "../../shared/domain/ssh-key.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withRefusalFloor } from "../../shared/http/floor.ts";
import { type Door, doorOf, isJustUsed } from "./door.ts";
import { assertHolder } from "./prove-holder.ts";
import { originOfLink, ownerLetter, refuseLink } from "./refuse-used.ts";
import { shownAccount } from "./shown-account.ts";

/** Takes the public key of somebody outside in place of a password: then there is nothing that anybody could steal. Source: PRODUCT.md S3. */
export const giveKeyByLink: Operation<typeof secretLinkRoutes.giveKeyByLink> = async (call) => {
  const { body, now } = call;
  const door = await withRefusalFloor(() => doorOf(body.token, call));
  const { account, link, scope, state } = door;
  const parsed = sshKeyIn(body.publicKey);
  if (!parsed) throw refusalAt("request.invalid", "/publicKey");
  const key = newSftpKey(parsed, { name: link.name || account.softwareName, addedBy: holderOf(link), now });
  const { fingerprint } = key;
  if (isTakenJustNow(door, key, now)) return { ...(await shownAccount(door)), fingerprint };
  if (state !== "open") return refuseLink(call, door, `secret-link.${state}`);
  if (link.kind !== "hand-off") throw new Refusal("secret-link.no-key");
  await assertHolder(call, door, body.code === undefined ? {} : { code: body.code });
  if (account.keys.some((each) => each.fingerprint === fingerprint)) throw refusalAt("sftp.key-known", "/publicKey");
  if (account.keys.length >= mostKeys) throw new Refusal("sftp.too-many-keys");
  const isElsewhere = await isKeyElsewhere(key, account.accountId);
  const used = { state: "key-given" as const, openedAt: now.toISOString(), openedFrom: call.address };
  await call.commit({
    origin: originOfLink(call, door),
    changes: [
      sftpAccountChange(scope, account, {
        set: { keys: [...account.keys, key], link: { ...link, ...used } },
        refusal: "secret-link.used",
      }),
      keyRemembered(scope, account.accountId, key),
    ],
    deeds: [
      {
        action: "sftp.key-added",
        subjectId: account.accountId,
        subjectName: account.username,
        subjectVersion: account.version + 1,
        ...(isElsewhere ? { reason: "another account has the same key" } : {}),
        changes: { key: { after: fingerprint } },
      },
    ],
    mails: await ownerLetter(call, door, {
      what: `${holderOf(link)} gave it the public key ${fingerprint} by the link`,
    }),
  });
  return { ...(await shownAccount(door)), fingerprint };
};

/** The same key comes again while its answer may have been lost: that is no second opener. */
function isTakenJustNow(door: Door, { fingerprint }: SftpKey, now: Date): boolean {
  const { account, link } = door;
  const isGiven = account.keys.some((each) => each.fingerprint === fingerprint && each.addedBy === holderOf(link));
  return link.state === "key-given" && isGiven && isJustUsed(door, now);
}
