import type { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { countWithin } from "../../shared/data/counters.ts";
import { holderOfAddress } from "../../shared/data/invitations.ts";
import { newSecretLink, passwordLetter, secretLinkLetter } from "../../shared/data/sftp-letters.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { mostSecrets, type SecretLink, type SftpAccount, standingSecrets } from "../../shared/domain/sftp-account.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Call, Operation } from "../../shared/http/call.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { type AccountWork, aboutAccount, accountOf, changedAccount } from "./account-change.ts";

type Route = typeof sftpAccountRoutes.makeSftpSecret;

/** Links and passwords of one account that are mailed in an hour: they go to addresses that somebody types. */
const mailsPerHour = 20;

/**
 * Has a new password mailed, as the policy says; somebody outside always gets a link. No password exists until the link is
 * used or the mail leaves, and the older one goes on letting in. An earlier link is dead. Source: PRODUCT.md S2 to S4.
 */
export const makeSftpSecret: Operation<Route> = async (call) => {
  const before = await accountOf(call);
  if (before.status === "disabled") throw new Refusal("sftp.disabled");
  if (standingSecrets(before.secrets).length >= mostSecrets) throw new Refusal("sftp.two-secrets");
  const counted = { what: `sftp-secret.${before.accountId}`, seconds: 3600 };
  if (!(await countWithin(counted, mailsPerHour, call.now)))
    throw new Refusal("request.too-many", { retryAfterSeconds: 3600 });
  const { recipient } = call.body;
  const isMailed = !recipient && policyOf(call.caller.practice.policy).sftpDelivery === "two-mails";
  const { work, reply } = await changedAccount(
    call,
    before,
    isMailed ? mailed(call, before) : await linked(call, before),
  );
  await call.commit(work, reply);
  return reply;
};

function mailed({ caller, now }: Call<Route>, before: SftpAccount): AccountWork {
  const { practice, user } = caller;
  if (user.email === undefined) throw new Refusal("sftp.no-address");
  const { link } = before;
  return {
    set: link?.state === "open" ? { link: { ...link, state: "revoked" } } : {},
    deeds: [{ action: "sftp.secret-asked", ...aboutAccount(before) }],
    news: `${fullNameOf(user)} has a new password mailed`,
    mails: [passwordLetter({ practice, owner: user, now }, before)],
  };
}

async function linked(call: Call<Route>, before: SftpAccount): Promise<AccountWork> {
  const { caller, now } = call;
  const common = {
    generation: (before.link?.generation ?? 0) + 1,
    keyVersion: await currentKeyVersion(),
    madeBy: fullNameOf(caller.user),
    now,
  };
  const link = newSecretLink({ ...common, ...(await recipientOf(call)) });
  return {
    set: { link },
    deeds: [
      {
        action: "sftp.link-made",
        ...aboutAccount(before),
        changes: { recipient: { after: link.email }, until: { after: link.expiresAt } },
      },
    ],
    news: `${common.madeBy} has a link to a new password mailed to ${link.email}`,
    mails: [secretLinkLetter(caller.practice, before, link)],
  };
}

type Recipient = Pick<SecretLink, "kind" | "name" | "email" | "userId">;

async function recipientOf({ caller, body }: Call<Route>): Promise<Recipient> {
  const { user } = caller;
  if (body.recipient) {
    const holder = await holderOfAddress(caller.scope, body.recipient.email);
    if (holder) throw refusalAt("sftp.recipient-is-user", "/recipient/email");
    return { kind: "hand-off", ...body.recipient };
  }
  if (user.email === undefined) throw new Refusal("sftp.no-address");
  return { kind: "reveal", userId: user.userId, name: fullNameOf(user), email: user.email };
}
