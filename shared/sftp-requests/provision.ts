import type { Deed } from "../audit/event.ts";
import { unchanged } from "../data/changes.ts";
import type { Change } from "../data/commit.ts";
import { keys } from "../data/keys.ts";
import type { Mail } from "../data/outbox.ts";
import { freeSftpUsername } from "../data/sftp-accounts.ts";
import { openedAccount } from "../data/sftp-opening.ts";
import { barrierToAccount } from "../domain/entry.ts";
import type { Practice } from "../domain/practice.ts";
import { permissionsIn } from "../domain/practice-permissions.ts";
import { scopeOf } from "../domain/practice-scope.ts";
import { Refusal } from "../domain/refusal.ts";
import { type SecretLink, sftpUsernameFor } from "../domain/sftp-account.ts";
import type { SftpRequest } from "../domain/sftp-request.ts";
import type { User } from "../domain/user.ts";
import { currentKeyVersion } from "../secrets/key-ring.ts";

/** What provides a request with its account, for the transaction that approves it. */
export interface Provision {
  readonly accountId: string;
  readonly changes: readonly Change[];
  readonly deeds: readonly Deed[];
  readonly mails: readonly Mail[];
  /** For the letter to who asked. */
  readonly what: string;
}

/** The account of a request that is approved: it belongs to who asked, and its letters go to him or to the vendor's person he named. */
export async function provisionOf(
  request: SftpRequest,
  { practice, owner }: { practice: Practice; owner: User },
  now: Date,
): Promise<Provision> {
  const { softwareName, claimType, contactName, addresses, publicKey, vendorEmail, requestId } = request;
  const opening = openedAccount({
    practice,
    owner,
    request: {
      ...{ softwareName, claimType, contactName, addresses, requestId },
      ...(publicKey ? { publicKey } : {}),
      // The contact may be anybody; of who reads this mailbox only the address is known.
      ...(vendorEmail ? { recipient: { name: "", email: vendorEmail } } : {}),
    },
    username: await freeSftpUsername(sftpUsernameFor(practice.name, softwareName)),
    keyVersion: await currentKeyVersion(),
    now,
  });
  const { accountId, username, keys: held, link } = opening.account;
  return {
    accountId,
    changes: opening.changes,
    deeds: [
      {
        action: "sftp-request.provisioned",
        ...{ subjectId: requestId, subjectName: softwareName },
        changes: { account: { after: username } },
      },
      ...opening.deeds,
    ],
    mails: opening.mails,
    what: `it was approved and the account is made: ${followingOf(held.length > 0, link)}`,
  };
}

function followingOf(hasKey: boolean, link: SecretLink | undefined): string {
  if (hasKey) return "another mail names it, and your key opens it";
  if (link?.kind === "hand-off") return `one mail names it, and ${link.email} gets a link to set the software up`;
  return "one mail names it, and a second, separate one leads to its password";
}

/**
 * Nobody gets an account who has left or expired since, or may not ask any more.
 * @throws Refusal `sftp-request.requester-gone`
 */
export function assertOwner(practice: Practice, owner: User | undefined, now: Date): asserts owner is User {
  const barrier = owner && barrierToAccount({ user: owner, practice, address: undefined }, now);
  const isHere = barrier === undefined || barrier === "outside-hours";
  if (!owner || !isHere || !permissionsIn(practice, owner.roles).has("sftp:request"))
    throw new Refusal("sftp-request.requester-gone");
}

/** Lets the approval fail where the owner is disabled or changed in the meantime. */
export function ownerAsJudged({ practiceId, userId, status, version }: User): Change {
  return unchanged("practice", keys.user(scopeOf(practiceId), userId), {
    expected: { status, version },
    refusal: "request.changed-meanwhile",
  });
}
