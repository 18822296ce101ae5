import { KnownFault } from "../known-fault.ts";
import type { ResourceType } from "./resource-type.ts";

const integrations = ["AWS_PROXY", "AWS", "MOCK"];

export const apiGatewayMethod: ResourceType = {
  type: "AWS::ApiGateway::Method",
  as: "a method of the gateway: Lambda proxy, an object of S3, or MOCK; no authorizer, no API key",
  create({ cloud, properties, logicalId }) {
    const node = cloud.gateway.api.nodes.get(properties.string("ResourceId"));
    if (!node) throw new KnownFault(`${logicalId}: its resource is none of the served API`);
    const integration = properties.object("Integration");
    const [type, authorization] = [integration.string("Type"), properties.string("AuthorizationType")];
    if (!integrations.includes(type)) throw new KnownFault(`${logicalId}: the integration ${type} is not emulated`);
    if (authorization !== "NONE")
      throw new KnownFault(`${logicalId}: the authorization ${authorization} is not emulated`);
    if (properties.flag("ApiKeyRequired")) throw new KnownFault(`${logicalId}: API keys are not emulated`);
    const httpMethod = properties.string("HttpMethod");
    node.methods.set(httpMethod, { httpMethod, properties, integration });
    return { ref: logicalId };
  },
};
