import { randomLetters } from "../state/identities.ts";
import type { ResourceType } from "./resource-type.ts";

export const apiGatewayDeployment: ResourceType = {
  type: "AWS::ApiGateway::Deployment",
  as: "an id (the gateway always serves the newest templates)",
  create({ cloud, properties, keep }) {
    const stage = properties.optionalString("StageName");
    if (stage) cloud.gateway.api.stage = stage;
    const id = keep("id", () => randomLetters(6));
    return { ref: id, attributes: { DeploymentId: id } };
  },
};
