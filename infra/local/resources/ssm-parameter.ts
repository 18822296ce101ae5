import type { ResourceType } from "./resource-type.ts";

export const ssmParameter: ResourceType = {
  type: "AWS::SSM::Parameter",
  as: "a parameter",
  create(creation) {
    const { cloud, properties } = creation;
    const name = properties.optionalString("Name") ?? creation.generatedName(200);
    const [type, value] = [properties.string("Type"), properties.string("Value")];
    cloud.ssm.put(name, type, value);
    return { ref: name, attributes: { Type: type, Value: value } };
  },
};
