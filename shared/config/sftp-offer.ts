import { variable } from "./environment.ts";

/** Whether this installation has an SFTP server: a value of the stage. Without one nobody is shown that software could be connected. */
export function isSftpOn(): boolean {
  return variable("SFTP_SERVER") === "on";
}
