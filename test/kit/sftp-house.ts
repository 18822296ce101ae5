import { randomUUID } from "node:crypto";
import type { OpeningFacts } from "../../shared/data/sftp-opening.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { SftpAccount } from "../../shared/domain/sftp-account.ts";
import { aPractice } from "./builders.ts";
import { noteSecrets, proofOf } from "./canaries.ts";
import { type EpcsHouse, epcsHouse } from "./epcs-house.ts";
import { handlerOf, someContext, Visitor } from "./in-process.ts";
import { putRows, type Row, rowsOf } from "./rows.ts";

/** What Transfer asks the identity function with, but for what it always says. */
export interface AskedOfIdentity {
  readonly username?: string;
  readonly password?: string;
  readonly protocol?: string;
  readonly serverId?: string;
  readonly sourceIp?: string;
}
/** What it is answered. */
export interface SftpAnswer {
  readonly Role?: string;
  readonly HomeDirectoryType?: string;
  readonly HomeDirectoryDetails?: string;
  readonly Policy?: string;
  readonly PublicKeys?: readonly string[];
}

/** A practice with SFTP accounts, two administrators, and everything asked in this process. */
export interface SftpHouse extends EpcsHouse {
  open(request?: Partial<OpeningFacts["request"]>): Promise<OpenedAccount>;
  /** Every row of the practice. */
  rows(): Promise<Row[]>;
  events(): Promise<Row[]>;
  mails(letter: string): Promise<Row[]>;
}

/** One account of the house. */
export interface OpenedAccount {
  readonly accountId: string;
  readonly username: string;
  row(): Promise<SftpAccount>;
  /** Changes the row as it is, past every rule. */
  set(own: Partial<SftpAccount>): Promise<void>;
  /** The token of its newest link. */
  token(): Promise<string>;
  /** A new password, shown to the first administrator by a link. */
  reveal(headers?: Record<string, string>): Promise<string>;
  asks(more?: AskedOfIdentity): Promise<SftpAnswer>;
}

/** Opens the house; the data modules must have their environment already. */
export async function sftpHouse(policy: Partial<Policy> = {}): Promise<SftpHouse> {
  const now = new Date();
  const house = await epcsHouse([{ roles: ["security-administrator"] }, { roles: ["security-administrator"] }], now);
  const { keys } = await import("../../shared/data/keys.ts");
  const { scopeOf } = await import("../../shared/domain/practice-scope.ts");
  const scope = scopeOf(house.practiceId);
  const practice = aPractice({ practiceId: house.practiceId, policy });
  await putRows("PRACTICE_TABLE", [{ ...keys.practice(scope), ...practice }]);
  const rows = () => rowsOf("PRACTICE_TABLE", keys.practice(scope).pk);
  const { auditPartition } = await import("../../shared/data/keys.ts");
  return {
    ...house,
    rows,
    events: () => rowsOf("AUDIT_TABLE", auditPartition(house.practiceId, new Date())),
    mails: async (letter) => (await rows()).filter((row) => row["letter"] === letter),
    open: async (request = {}) => {
      const { openedAccount } = await import("../../shared/data/sftp-opening.ts");
      const { commit } = await import("../../shared/data/commit.ts");
      const { currentKeyVersion } = await import("../../shared/secrets/key-ring.ts");
      const [owner] = await house.users();
      const { account, changes, deeds, mails } = openedAccount({
        practice,
        owner: owner!,
        request: { softwareName: "Theralytics", claimType: "837P", contactName: "Nora Quist", ...request },
        username: `sunrise-${randomUUID()}`,
        keyVersion: await currentKeyVersion(),
        now: new Date(),
      });
      const origin = { practiceId: house.practiceId, actorId: owner!.userId, actorName: "P0", now: new Date() };
      await commit(origin, { changes, deeds: [deeds[0]!, ...deeds.slice(1)], mails });
      return opened(house, account, keys.sftpAccount(scope, account.accountId));
    },
  };
}

function opened(
  house: EpcsHouse,
  { accountId, username }: SftpAccount,
  key: { pk: string; sk: string },
): OpenedAccount {
  const row = async () => {
    const found = (await rowsOf("PRACTICE_TABLE", key.pk)).find(({ sk }) => sk === key.sk);
    return found as unknown as SftpAccount;
  };
  const token = async () => {
    const { tokenFor } = await import("../../shared/secrets/token.ts");
    const { secretLinkId } = await import("../../shared/data/sftp-letters.ts");
    const account = await row();
    const text = await tokenFor("secret-link", { ...account.link!, id: secretLinkId(account) });
    noteSecrets([proofOf(text)]);
    return text;
  };
  const self: OpenedAccount = {
    ...{ accountId, username, row, token },
    set: async (own) => putRows("PRACTICE_TABLE", [{ ...key, ...(await row()), ...own }]),
    reveal: async (headers = { "idempotency-key": randomUUID() }) => {
      const [chief] = house.visitors;
      if ((await row()).link?.state !== "open")
        await chief!.done("makeSftpSecret", {
          path: { accountId },
          ...{ headers: { "idempotency-key": randomUUID() } },
        });
      const { secret } = await chief!.done("revealSecret", { body: { token: await token() }, headers });
      noteSecrets([secret]);
      return secret;
    },
    asks: (more) => askIdentity({ username, ...more }),
  };
  return self;
}

/** Asks the identity function as the server does; without `password` it is about keys. */
export async function askIdentity(asked: AskedOfIdentity): Promise<SftpAnswer> {
  const { readSftpEndpoint } = await import("../../shared/sftp/endpoint.ts");
  const server = await readSftpEndpoint();
  if (asked.password?.length === 52) noteSecrets([asked.password]);
  const event = { protocol: "SFTP", serverId: server?.serverId, sourceIp: new Visitor().address, ...asked };
  return (await (
    await handlerOf("sftp-identity")
  )(event as never, someContext)) as SftpAnswer;
}
