import type { ResourceType } from "./resource-type.ts";

export const apiGatewayGatewayResponse: ResourceType = {
  type: "AWS::ApiGateway::GatewayResponse",
  as: "status, headers and words of the gateway's own refusals",
  create({ cloud, properties, logicalId }) {
    cloud.gateway.api.responses.set(properties.string("ResponseType"), properties);
    return { ref: logicalId };
  },
};
