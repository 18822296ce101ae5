import { variable } from "./environment.ts";

/** Who approves SFTP requests in this installation: a value of the stage. @throws Error for a value that is none */
export function sftpApproval(): "operator" | "automatic" | "two-operators" {
  const value = variable("SFTP_APPROVAL");
  if (value === "operator" || value === "automatic" || value === "two-operators") return value;
  throw new Error("SFTP_APPROVAL must be operator, automatic or two-operators");
}
