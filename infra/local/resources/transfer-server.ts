import { KnownFault } from "../known-fault.ts";
import { randomLetters } from "../state/identities.ts";
import type { Properties } from "../template/properties.ts";
import { arnOf, type ResourceType } from "./resource-type.ts";

const methodsOf = {
  PASSWORD: ["password"],
  PUBLIC_KEY: ["publickey"],
  PUBLIC_KEY_OR_PASSWORD: ["publickey", "password"],
} as const;

/** The names in `arn:…:log-group:<name>:*`. */
function logGroupsOf(properties: Properties): string[] {
  return properties.strings("StructuredLogDestinations").map((arn) => {
    const name = /:log-group:([^:]+)/.exec(arn)?.[1];
    if (!name) throw new KnownFault(`${arn} is no log group`);
    return name;
  });
}

function demand(properties: Properties, name: string, wanted: readonly string[]): void {
  const value = properties.values[name];
  if (value !== undefined && !wanted.includes([value].flat().join()))
    properties.refuse(name, `is emulated as ${wanted.join(" or ")} only`);
}

export const transferServer: ResourceType = {
  type: "AWS::Transfer::Server",
  as: "an SFTP server on loopback over the local S3, whose users a function knows; one host key, no workflows",
  async create(creation) {
    const { cloud, properties, account, region } = creation;
    demand(properties, "Domain", ["S3"]);
    demand(properties, "Protocols", ["SFTP"]);
    demand(properties, "IdentityProviderType", ["AWS_LAMBDA"]);
    properties.refuse("WorkflowDetails", "is not emulated");
    const details = properties.object("IdentityProviderDetails");
    const wanted = details.optionalString("SftpAuthenticationMethods") ?? "PUBLIC_KEY_OR_PASSWORD";
    const methods = Object.entries(methodsOf).find(([name]) => name === wanted)?.[1];
    if (!methods) throw new KnownFault(`${creation.logicalId}: ${wanted} is not emulated`);
    const id = creation.keep("id", () => `s-${randomLetters(17)}`);
    const arn = arnOf(creation, "transfer", `server/${id}`);
    await cloud.transfer.createServer({
      facts: { id, arn, account, region, logGroups: logGroupsOf(properties) },
      identity: details.string("Function"),
      methods,
      setStatIsFine: properties.object("ProtocolDetails").optionalString("SetStatOption") === "ENABLE_NO_OP",
    });
    return { ref: arn, attributes: { Arn: arn, ServerId: id, State: "ONLINE" } };
  },
};
