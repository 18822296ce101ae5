import { homeOf, type SftpAccount } from "../../shared/domain/sftp-account.ts";
import type { SftpFile } from "../../shared/domain/sftp-file.ts";
import { putOnce } from "../../shared/files/objects.ts";
import { type Acknowledgement, acknowledge } from "../../shared/x12/acknowledgement.ts";
import type { Interchange } from "../../shared/x12/interchange.ts";

/** How an interchange will be answered; undefined where it does not tell whom to answer. */
export function answerKindOf(interchange: Interchange): Acknowledgement["kind"] | undefined {
  return acknowledge(interchange, { controlNumber: 0, at: new Date(0) })?.kind;
}

/** Puts the answers to a file into the account's `/outbound`; what lies there stays as it is. */
export async function putAnswers(account: SftpAccount, file: SftpFile, asked: readonly Interchange[]): Promise<void> {
  const home = homeOf(account.practiceId, account.accountId);
  for (const [i, { acknowledgement }] of (file.interchanges ?? []).entries()) {
    const interchange = asked[i];
    if (!acknowledgement || !interchange) continue;
    const facts = { controlNumber: acknowledgement.number, at: new Date(file.at) };
    const text = acknowledge(interchange, facts)?.text;
    if (text) await putOnce(`${home}/outbound/${acknowledgement.name}`, text);
  }
}
