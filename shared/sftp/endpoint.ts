import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import { deadlines } from "../config/deadlines.ts";
import { variable } from "../config/environment.ts";
import { type SftpEndpoint, sftpEndpoint } from "../config/sftp-endpoint.ts";

const ssm = new SSMClient(deadlines);
let known: SftpEndpoint | undefined;

/** Where SFTP is served; the SFTP stack writes it after those who ask were deployed. @returns undefined where there is no server */
export async function readSftpEndpoint(): Promise<SftpEndpoint | undefined> {
  if (known) return known;
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: variable("SFTP_PARAMETER") }));
    known = Parameter?.Value ? sftpEndpoint(Parameter.Value) : undefined;
    return known;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
