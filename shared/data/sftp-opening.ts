import type { Deed } from "../audit/event.ts";
import { policyOf } from "../domain/policy.ts";
import type { Practice } from "../domain/practice.ts";
import { scopeOf } from "../domain/practice-scope.ts";
import { refusalAt } from "../domain/refusal.ts";
import { defaultQuietDays, type SecretLink, type SftpAccount } from "../domain/sftp-account.ts";
import type { SftpSoftware } from "../domain/sftp-software.ts";
import { sshKeyIn } from "../domain/ssh-key.ts";
import { fullNameOf, type User } from "../domain/user.ts";
import { insert } from "./changes.ts";
import type { Change } from "./commit.ts";
import { newId } from "./ids.ts";
import { keys } from "./keys.ts";
import type { Mail } from "./outbox.ts";
import { keyRemembered, newSftpKey } from "./sftp-keys.ts";
import { newSecretLink, openedLetter, passwordLetter, secretLinkLetter } from "./sftp-letters.ts";

/** What an account is opened from. */
export interface OpeningFacts {
  readonly practice: Pick<Practice, "practiceId" | "name" | "timeZone" | "policy">;
  /** Who asked for it and answers for it from now on. */
  readonly owner: Pick<User, "userId" | "firstName" | "lastName" | "email">;
  readonly request: SftpSoftware & {
    readonly requestId?: string;
    readonly contactName: string;
    /** Each in its one form. */
    readonly addresses?: readonly string[];
    /** As `sshKeyIn` reads it: then no password is made. */
    readonly publicKey?: string;
    /** Somebody outside who gets a hand-off link instead of the owner's link to a password. */
    readonly recipient?: { readonly name: string; readonly email: string };
  };
  /** Free a moment ago, from `freeSftpUsername`. */
  readonly username: string;
  /** The current one, for the link's token. */
  readonly keyVersion: string;
  readonly now: Date;
}

/** An account that is about to be opened, for the transaction of whoever approves it. */
export interface Opening {
  readonly account: SftpAccount;
  readonly changes: readonly Change[];
  readonly deeds: readonly Deed[];
  readonly mails: readonly Mail[];
}

/**
 * All that opening an account takes: its row and username, one letter with host and username, and another with what lets in:
 * a link that shows the password once, a hand-off link, or in two-mails mode the password itself. With a public key there is
 * no password and no second letter. Source: PRODUCT.md S2, S3.
 */
export function openedAccount(facts: OpeningFacts): Opening {
  const { practice, owner, request, username, now } = facts;
  const scope = scopeOf(practice.practiceId);
  const accountId = newId("sfa", now);
  const key = keyOf(facts);
  const link = key ? undefined : linkOf(facts);
  const account: SftpAccount = {
    practiceId: practice.practiceId,
    accountId,
    username,
    softwareName: request.softwareName,
    claimType: request.claimType,
    contactName: request.contactName,
    ownerId: owner.userId,
    ownerName: fullNameOf(owner),
    ...(request.requestId ? { requestId: request.requestId } : {}),
    status: "active",
    openedAt: now.toISOString(),
    addresses: request.addresses ?? [],
    quietDays: defaultQuietDays,
    secrets: [],
    keys: key ? [key] : [],
    ...(link ? { link } : {}),
    version: 1,
  };
  const place = `${practice.practiceId}/${accountId}`;
  return {
    account,
    changes: [
      insert("practice", { ...keys.sftpUsername(username), account: place }, "sftp.username-taken"),
      insert("practice", { ...keys.sftpAccount(scope, accountId), ...account }),
      ...(key ? [keyRemembered(scope, accountId, key)] : []),
    ],
    deeds: deedsOf(account),
    mails: [openedLetter(facts, account), ...secondLetter(facts, account)],
  };
}

function keyOf({ request, owner, now }: OpeningFacts) {
  const key = request.publicKey === undefined ? undefined : sshKeyIn(request.publicKey);
  if (request.publicKey !== undefined && !key) throw refusalAt("request.invalid", "/publicKey");
  return key && newSftpKey(key, { name: key.comment || request.softwareName, addedBy: fullNameOf(owner), now });
}

/** In two-mails mode the owner gets no link; somebody outside always does. */
function linkOf({ practice, owner, request, keyVersion, now }: OpeningFacts): SecretLink | undefined {
  const common = { generation: 1, keyVersion, madeBy: fullNameOf(owner), now };
  if (request.recipient) return newSecretLink({ ...common, kind: "hand-off", ...request.recipient });
  if (policyOf(practice.policy).sftpDelivery === "two-mails" || owner.email === undefined) return undefined;
  const { userId, email } = owner;
  return newSecretLink({ ...common, kind: "reveal", userId, name: fullNameOf(owner), email });
}

function secondLetter(facts: OpeningFacts, account: SftpAccount): Mail[] {
  if (account.link) return [secretLinkLetter(facts.practice, account, account.link)];
  return account.keys.length > 0 ? [] : [passwordLetter(facts, account)];
}

function deedsOf(account: SftpAccount): Deed[] {
  const { accountId, username, keys: held, link, softwareName, claimType, addresses, ownerName } = account;
  const about = { subjectId: accountId, subjectName: username };
  const [key] = held;
  return [
    {
      ...about,
      action: "sftp.account-opened",
      subjectVersion: 1,
      changes: {
        username: { after: username },
        softwareName: { after: softwareName },
        claimType: { after: claimType },
        addresses: { after: addresses },
        owner: { after: ownerName },
        ...(key ? { key: { after: key.fingerprint } } : {}),
      },
    },
    ...(link ? [{ ...about, action: "sftp.link-made" as const, changes: { recipient: { after: link.email } } }] : []),
    ...(!link && !key ? [{ ...about, action: "sftp.secret-asked" as const }] : []),
  ];
}
