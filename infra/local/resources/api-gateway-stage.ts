import type { ResourceType } from "./resource-type.ts";

export const apiGatewayStage: ResourceType = {
  type: "AWS::ApiGateway::Stage",
  as: "the prefix of the API's addresses (throttling, logs and caches do nothing here)",
  create({ cloud, properties }) {
    const stage = properties.string("StageName");
    cloud.gateway.api.stage = stage;
    return { ref: stage };
  },
};
