import { commit } from "../../shared/data/commit.ts";
import { listDirectory } from "../../shared/data/directory.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { listSftpAccountsOf } from "../../shared/data/sftp-accounts.ts";
import { readSftpArrivals, type SftpArrivals, silenceTold } from "../../shared/data/sftp-files.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { newestDays, type Silence, silenceOf } from "../../shared/domain/sftp-silence.ts";
import { fullNameOf, type Listed } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { careOrigin } from "./care-origin.ts";
import type { Look } from "./tell.ts";

/** People who are told of one account: managers, and who wants mails of claims. */
const mostTold = 40;

/**
 * Tells of each SFTP account whose files usually come and have stopped, once in a silence. Source: PRODUCT.md S6; PEERS part 4 item 4.
 */
export async function tellSilences(look: Look): Promise<void> {
  const accounts = await listSftpAccountsOf(look.scope);
  for (const account of accounts.filter(({ status }) => status === "active")) {
    const place = { scope: look.scope, accountId: account.accountId };
    const arrivals = await readSftpArrivals(place);
    const silence = silenceOf(arrivals, look.practice.timeZone, look.now);
    if (silence) await tellSilence(look, account, { ...silence, arrivals });
  }
}

interface Found extends Silence {
  readonly arrivals: SftpArrivals;
}

async function tellSilence(look: Look, account: SftpAccount, silence: Found): Promise<void> {
  const { accountId, username } = account;
  const { lastFileAt, businessDays, arrivals } = silence;
  try {
    await commit(careOrigin(look.scope, look.now), {
      changes: [silenceTold({ scope: look.scope, accountId }, arrivals, newestDays(arrivals.days))],
      deeds: [
        {
          action: "sftp.files-silent",
          subjectId: accountId,
          subjectName: username,
          reason: `${businessDays} business days after ${lastFileAt}`,
        },
      ],
      mails: (await peopleOf(look)).map((user) => letterTo(user, look, { account, silence })),
    });
  } catch (error) {
    // A file came at this moment, or another look told of it.
    if (!(error instanceof Refusal && error.code === "request.changed-meanwhile")) throw error;
  }
}

async function peopleOf({ scope, managers, now }: Look): Promise<Listed[]> {
  const question = { isDescending: false, filters: { mails: "claims" } };
  const { users } = await listDirectory({ scope, question, limit: mostTold, now }, undefined);
  const active = [...managers, ...users].filter(({ status }) => status === "active");
  return [...new Map(active.map((user) => [user.userId, user])).values()].slice(0, mostTold);
}

function letterTo(
  user: Listed,
  { practice }: Look,
  { account, silence }: { readonly account: SftpAccount; readonly silence: Silence },
): Mail {
  return {
    letter: "sftp-silent",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      username: account.username,
      software: account.softwareName,
      lastFile: inZone(new Date(silence.lastFileAt), practice.timeZone),
      days: String(silence.businessDays),
    },
    secret: { kind: "page-link", page: `sftp/accounts/${account.accountId}` },
  };
}
