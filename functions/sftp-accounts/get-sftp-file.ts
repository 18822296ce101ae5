import type { sftpFileRoutes } from "../../shared/contract/sftp-files.ts";
import { readSftpAccount } from "../../shared/data/sftp-accounts.ts";
import { readSftpFile } from "../../shared/data/sftp-files.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { fileViewOf } from "./file-view.ts";

/** The summary of one file. Source: PRODUCT.md S7. */
export const getSftpFile: Operation<typeof sftpFileRoutes.getSftpFile> = async ({ caller, path }) => {
  const { accountId, fileId } = path;
  const { scope } = caller;
  if (!(await readSftpAccount(scope, accountId))) throw new Refusal("sftp.account-not-found");
  const file = await readSftpFile({ scope, accountId }, fileId);
  if (!file) throw new Refusal("sftp.file-not-found");
  return fileViewOf(file);
};
