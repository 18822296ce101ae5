import type { Deed } from "../../shared/audit/event.ts";
import { commit } from "../../shared/data/commit.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { listSftpAccountsOf, sftpAccountChange } from "../../shared/data/sftp-accounts.ts";
import { changedLetter } from "../../shared/data/sftp-letters.ts";
import { listSftpUsesOf, type SftpUses } from "../../shared/data/sftp-uses.ts";
import { listManagers, readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { type SftpAccount, type SftpSecret, withoutSecret } from "../../shared/domain/sftp-account.ts";
import { lifeInWords, reminderDue, secretsToRetire } from "../../shared/domain/sftp-attention.ts";
import type { User } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { careOrigin } from "./care-origin.ts";
import type { Looking } from "./disable-unused.ts";

/** What is due about one account's passwords. */
interface Due {
  readonly account: SftpAccount;
  readonly uses: SftpUses;
  readonly retiring: readonly SftpSecret[];
  readonly reminder: ReturnType<typeof reminderDue>;
}

/**
 * Retires the passwords of SFTP accounts that are over or that nobody used for the quiet days, and reminds their owners 30, 10,
 * 5 and 1 days before one ends. What was done stands in the account's row, so that a run that comes twice does it once.
 * Source: PRODUCT.md S4.
 */
export async function lookThroughSftp(look: Looking): Promise<void> {
  const { scope, now } = look;
  const accounts = await listSftpAccountsOf(scope);
  if (accounts.length === 0) return;
  const usesOf = await listSftpUsesOf(scope);
  for (const account of accounts) {
    const uses = usesOf(account.accountId);
    const retiring = secretsToRetire(account, uses.of, now);
    const reminder = reminderDue(account, now);
    if (retiring.length > 0 || reminder) await settle(look, { account, uses, retiring, reminder });
  }
}

async function settle(look: Looking, due: Due): Promise<void> {
  const { scope, now } = look;
  const [first, ...others] = deedsOf(due);
  if (!first) return;
  const people = await peopleOf(look, due.account);
  try {
    await commit(careOrigin(scope, now), {
      changes: [sftpAccountChange(scope, due.account, { set: { secrets: secretsAfter(due, now) } })],
      deeds: [first, ...others],
      mails: people.flatMap((person) => lettersOf(look, due, person)),
    });
  } catch (error) {
    // Somebody changed the account at this moment: tomorrow is early enough.
    if (!(error instanceof Refusal)) throw error;
  }
}

/** The owner, or some managers where he cannot read it any more: somebody must. */
async function peopleOf({ scope, now }: Looking, { ownerId }: SftpAccount): Promise<readonly Person[]> {
  const owner = await readUser(scope, ownerId);
  if (owner?.status === "active" && owner.email !== undefined) return [owner];
  return (await listManagers(scope, now)).slice(0, mostManagers);
}

const mostManagers = 5;
type Person = Pick<User, "userId" | "firstName" | "lastName" | "email">;

function secretsAfter({ account, retiring, reminder }: Due, now: Date): SftpSecret[] {
  let secrets = [...account.secrets];
  for (const { secretId } of retiring) secrets = withoutSecret(secrets, secretId, now);
  if (!reminder) return secrets;
  const { secret, days } = reminder;
  return secrets.map((each) => (each.secretId === secret.secretId ? { ...each, remindedDays: days } : each));
}

function deedsOf({ account, uses, retiring, reminder }: Due): Deed[] {
  const { accountId, username, version } = account;
  const about = { subjectId: accountId, subjectName: username, subjectVersion: version + 1 };
  return [
    ...retiring.map(
      (secret): Deed => ({
        ...about,
        action: "sftp.secret-retired",
        reason: lifeInWords(secret, uses.of(secret.secretId)),
        changes: { secretId: { before: secret.secretId }, state: { before: secret.state, after: "retired" } },
      }),
    ),
    ...(reminder
      ? [{ ...about, action: "sftp.secret-end-told" as const, reason: `ends ${reminder.secret.expiresAt}` }]
      : []),
  ];
}

function lettersOf({ practice, now }: Looking, { account, uses, retiring, reminder }: Due, owner: Person): Mail[] {
  const inWords = (at: string | undefined) => (at ? inZone(new Date(at), practice.timeZone) : "Never");
  const news = { practice, owner, actorName: "Gatehouse", address: "", at: inZone(now, practice.timeZone) };
  const what = (secret: SftpSecret) =>
    new Date(secret.expiresAt) <= now
      ? "A password of it is over and lets nobody in any more"
      : `Its older password was retired, as nobody had used it for ${account.quietDays} days`;
  return [
    ...retiring.map((secret) => changedLetter({ ...news, what: what(secret) }, account)),
    ...(reminder
      ? [
          {
            letter: "sftp-secret-ending" as const,
            to: owner.email,
            subjectId: account.accountId,
            subjectName: account.username,
            params: {
              practiceName: practice.name,
              firstName: owner.firstName,
              username: account.username,
              software: account.softwareName,
              days: reminder.days === 1 ? "one day" : `${reminder.days} days`,
              until: inWords(reminder.secret.expiresAt),
              lastUsed: inWords(uses.of(reminder.secret.secretId)?.at),
            },
            secret: { kind: "page-link" as const, page: `sftp/accounts/${account.accountId}` },
          },
        ]
      : []),
  ];
}
