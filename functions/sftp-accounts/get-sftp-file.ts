import type { sftpFileRoutes } from "../../shared/contract/sftp-files.ts";
import { readSftpFile } from "../../shared/data/sftp-files.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { accountOf } from "./account-change.ts";
import { fileViewOf } from "./file-view.ts";

/** The summary of one file. Source: PRODUCT.md S7. */
export const getSftpFile: Operation<typeof sftpFileRoutes.getSftpFile> = async (call) => {
  const { accountId } = await accountOf(call);
  const file = await readSftpFile({ scope: call.caller.scope, accountId }, call.path.fileId);
  if (!file) throw new Refusal("sftp.file-not-found");
  return fileViewOf(file);
};
