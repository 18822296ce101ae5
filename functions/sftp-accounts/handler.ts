import { isSftpOn } from "../../shared/config/sftp-offer.ts";
import { sftpAccountRoutes } from "../../shared/contract/sftp-accounts.ts";
import { serve } from "../../shared/http/serve.ts";
import { addSftpKey } from "./add-sftp-key.ts";
import { changeSftpAccount } from "./change-sftp-account.ts";
import { disableSftpAccount } from "./disable-sftp-account.ts";
import { enableSftpAccount } from "./enable-sftp-account.ts";
import { getSftpAccount } from "./get-sftp-account.ts";
import { getSftpAccountHistory } from "./get-sftp-account-history.ts";
import { getSftpFile } from "./get-sftp-file.ts";
import { listSftpAccounts } from "./list-sftp-accounts.ts";
import { listSftpFiles } from "./list-sftp-files.ts";
import { makeSftpSecret } from "./make-sftp-secret.ts";
import { removeSftpKey } from "./remove-sftp-key.ts";
import { retireSftpSecret } from "./retire-sftp-secret.ts";
import { revokeSecretLink } from "./revoke-secret-link.ts";
import { getSftpFileSettings, replaceSftpFileSettings } from "./sftp-file-settings.ts";
import { testSftpAccount } from "./test-sftp-account.ts";
import { unlockSftpAccount } from "./unlock-sftp-account.ts";

export const handler = serve(
  sftpAccountRoutes,
  {
    listSftpAccounts,
    getSftpAccount,
    changeSftpAccount,
    disableSftpAccount,
    enableSftpAccount,
    unlockSftpAccount,
    makeSftpSecret,
    revokeSecretLink,
    retireSftpSecret,
    addSftpKey,
    removeSftpKey,
    testSftpAccount,
    listSftpFiles,
    getSftpFile,
    getSftpFileSettings,
    replaceSftpFileSettings,
    getSftpAccountHistory,
  },
  { isSftpOn },
);
