import { checkSchema } from "../services/gateway/validate.ts";
import type { ResourceType } from "./resource-type.ts";

export const apiGatewayModel: ResourceType = {
  type: "AWS::ApiGateway::Model",
  as: "what kind of JSON a body must be: the type of the whole, nothing inside",
  create(creation) {
    const { cloud, properties } = creation;
    const name = properties.optionalString("Name") ?? creation.generatedName(64).replace(/[^A-Za-z0-9]/g, "");
    const schema = properties.object("Schema").values;
    checkSchema(name, schema);
    cloud.gateway.api.models.set(name, schema);
    return { ref: name };
  },
};
