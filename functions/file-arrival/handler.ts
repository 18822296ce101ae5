import { variable } from "../../shared/config/environment.ts";
import { readSftpAccount } from "../../shared/data/sftp-accounts.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { entry } from "../../shared/telemetry/entry.ts";
import { takeFile } from "./take-file.ts";
import { takeRest } from "./take-rest.ts";
import { transferOf } from "./transfer-event.ts";

/** Woken by EventBridge with what the SFTP server tells of files, at least once each and in any order. */
export const handler = entry("file-arrival", async (event: unknown): Promise<void> => {
  const transfer = transferOf(event, variable("SFTP_BUCKET"));
  if (!transfer) return;
  const scope = scopeOf(transfer.practiceId);
  const account = await readSftpAccount(scope, transfer.accountId);
  if (!account) return;
  if (transfer.what === "arrived") await takeFile({ scope, account, transfer, now: new Date() });
  else await takeRest({ scope, account, transfer, now: new Date() });
});
