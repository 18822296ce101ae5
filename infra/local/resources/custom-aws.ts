import { isObject, type Json } from "../json.ts";
import { KnownFault } from "../known-fault.ts";
import type { ResourceType } from "./resource-type.ts";

export const customAws: ResourceType = {
  type: "Custom::AWS",
  as: "an API call at deployment: Transfer's describeServer, for the host key, and no other",
  create({ cloud, properties, logicalId }) {
    const call: Json = JSON.parse(properties.string("Create"));
    const { service, action, parameters } = isObject(call) ? call : {};
    if (service !== "Transfer" || action !== "describeServer" || !isObject(parameters))
      throw new KnownFault(`${logicalId}: the call ${String(service)} ${String(action)} is not emulated`);
    const server = cloud.transfer.servers.find(({ serverId }) => serverId === parameters["ServerId"]);
    if (!server) throw new KnownFault(`${logicalId}: there is no server ${String(parameters["ServerId"])}`);
    // The service pads what OpenSSH prints without.
    return { ref: logicalId, attributes: { "Server.HostKeyFingerprint": `${server.hostKey}=` } };
  },
};
