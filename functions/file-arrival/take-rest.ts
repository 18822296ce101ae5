import { commit } from "../../shared/data/commit.ts";
import { sftpFileChanges } from "../../shared/data/sftp-files.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { deedOf, lineOf, originOf, type Taking } from "./taking.ts";

/** Takes down what needs no reading: a file that was fetched, or an upload that broke off and is left alone. */
export async function takeRest(taking: Taking): Promise<void> {
  const file = lineOf(taking, taking.transfer.what === "fetched" ? "fetched" : "broken-off");
  const place = { scope: taking.scope, accountId: taking.account.accountId };
  try {
    await commit(originOf(taking), { changes: sftpFileChanges(place, file, []), deeds: [deedOf(taking, file)] });
  } catch (error) {
    // The same event was taken before.
    if (!(error instanceof Refusal && error.code === "request.changed-meanwhile")) throw error;
  }
}
