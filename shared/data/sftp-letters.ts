import type { Practice } from "../domain/practice.ts";
import { type SecretLink, type SftpAccount, secretLinkHours } from "../domain/sftp-account.ts";
import { claimTypeInWords } from "../domain/sftp-software.ts";
import { fullNameOf, type User } from "../domain/user.ts";
import { newId } from "./ids.ts";
import type { LetterMail, Mail } from "./outbox.ts";

type Named = Pick<Practice, "practiceId" | "name">;
type Person = Pick<User, "userId" | "firstName" | "lastName" | "email">;

/** A link that is about to be mailed. */
export function newSecretLink({
  now,
  ...link
}: Pick<SecretLink, "kind" | "generation" | "keyVersion" | "userId" | "name" | "email" | "madeBy"> & {
  readonly now: Date;
}): SecretLink {
  const expiresAt = new Date(now.getTime() + secretLinkHours * 3_600_000).toISOString();
  return { ...link, madeAt: now.toISOString(), expiresAt, state: "open" };
}

/** What a link's token names: the practice and the account; which link is its generation. */
export const secretLinkId = ({ practiceId, accountId }: Pick<SftpAccount, "practiceId" | "accountId">): string =>
  `${practiceId}~${accountId}`;

/** Where to connect and under which name, and nothing that lets in. */
export function openedLetter({ practice, owner }: { practice: Named; owner: Person }, account: SftpAccount): Mail {
  return {
    letter: "sftp-account-opened",
    to: owner.email,
    subjectId: account.accountId,
    subjectName: account.username,
    params: {
      practiceName: practice.name,
      firstName: owner.firstName,
      username: account.username,
      software: account.softwareName,
      claimType: claimTypeInWords(account.claimType),
      access: accessInWords(account),
    },
    secret: { kind: "sftp-server", page: `sftp/accounts/${account.accountId}` },
  };
}

/** How what lets in comes, and to whom; never what it is. */
function accessInWords({ keys, link }: SftpAccount): string {
  if (keys.length > 0) return "The public key that you gave opens it: there is no password.";
  if (link?.kind === "hand-off")
    return `${link.email} gets a link of its own to set the software up: you need not forward anything.`;
  return link
    ? "A second mail brings a link that shows you the password once."
    : "A second mail brings the password, and does not say what it is for.";
}

/** The mail of a link: to the user it is for, or to somebody outside who has never heard of us. */
export function secretLinkLetter(practice: Named, account: SftpAccount, link: SecretLink): Mail {
  const { generation, keyVersion } = link;
  const common = {
    to: link.email,
    subjectId: account.accountId,
    subjectName: account.username,
    params: {
      practiceName: practice.name,
      name: link.name,
      software: account.softwareName,
      madeBy: link.madeBy,
      hours: String(secretLinkHours),
    },
    secret: { kind: "secret-link", tokenId: secretLinkId(account), generation, keyVersion },
  } as const;
  return link.kind === "reveal" ? { letter: "sftp-reveal-link", ...common } : { letter: "sftp-hand-off", ...common };
}

/**
 * The mail with the password itself, in two-mails mode; the mailer makes the password when it sends it. It names neither the
 * username nor the host, nor does its row's text.
 */
export function passwordLetter(
  { practice, owner, now }: { practice: Named; owner: Person; now: Date },
  account: Pick<SftpAccount, "accountId" | "username">,
): LetterMail<"sftp-password"> {
  return {
    letter: "sftp-password",
    to: owner.email,
    subjectId: account.accountId,
    subjectName: account.username,
    params: { practiceName: practice.name, firstName: owner.firstName },
    secret: {
      kind: "sftp-password",
      accountId: account.accountId,
      secretId: newId("sfs", now),
      userId: owner.userId,
      userName: fullNameOf(owner),
    },
  };
}

/** Something that the owner of an account should know. */
export interface SftpNews {
  readonly practice: Named;
  readonly owner: Person;
  /** One sentence without its full stop. */
  readonly what: string;
  readonly actorName: string;
  readonly address: string;
  /** In the practice's zone. */
  readonly at: string;
}

/** The mail of it; an owner without an address is not told. */
export function changedLetter(news: SftpNews, account: Pick<SftpAccount, "accountId" | "username">): Mail {
  const { practice, owner, what, actorName, address, at } = news;
  return {
    letter: "sftp-changed",
    to: owner.email,
    subjectId: account.accountId,
    subjectName: account.username,
    params: {
      practiceName: practice.name,
      firstName: owner.firstName,
      username: account.username,
      what,
      actorName,
      address,
      at,
    },
    secret: { kind: "page-link", page: `sftp/accounts/${account.accountId}` },
  };
}
