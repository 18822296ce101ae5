import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { deadlines } from "../config/deadlines.ts";
import { variable } from "../config/environment.ts";

const ssm = new SSMClient(deadlines);
let baseUrl: string | undefined;

/** Where the console is, with the stage in it; the api stack writes it after the mailer was deployed. Source: RULINGS 16. */
export async function consoleUrl(): Promise<string> {
  if (baseUrl) return baseUrl;
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: variable("BASE_URL_PARAMETER") }));
  if (!Parameter?.Value) throw new Error("the console's address is not known yet");
  baseUrl = Parameter.Value.replace(/\/$/, "");
  return baseUrl;
}
