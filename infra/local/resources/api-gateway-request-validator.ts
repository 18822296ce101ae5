import { randomLetters } from "../state/identities.ts";
import type { ResourceType } from "./resource-type.ts";

export const apiGatewayRequestValidator: ResourceType = {
  type: "AWS::ApiGateway::RequestValidator",
  as: "whether bodies and required parameters are checked",
  create({ cloud, properties, keep }) {
    const id = keep("id", () => randomLetters(6));
    const checks = {
      body: properties.flag("ValidateRequestBody"),
      parameters: properties.flag("ValidateRequestParameters"),
    };
    cloud.gateway.api.validators.set(id, checks);
    return { ref: id, attributes: { RequestValidatorId: id } };
  },
};
