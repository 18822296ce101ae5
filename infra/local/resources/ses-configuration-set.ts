import type { ResourceType } from "./resource-type.ts";

export const sesConfigurationSet: ResourceType = {
  type: "AWS::SES::ConfigurationSet",
  as: "a name the mail catcher knows (its options do nothing)",
  create(creation) {
    const name = creation.properties.optionalString("Name") ?? creation.generatedName(64);
    creation.cloud.ses.createConfigurationSet(name);
    return { ref: name };
  },
};
