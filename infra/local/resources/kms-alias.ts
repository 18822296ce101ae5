import type { ResourceType } from "./resource-type.ts";

export const kmsAlias: ResourceType = {
  type: "AWS::KMS::Alias",
  as: "another name of a key",
  create({ cloud, properties }) {
    const name = properties.string("AliasName");
    cloud.kms.alias(name, properties.string("TargetKeyId").replace(/^arn:.*:key\//, ""));
    return { ref: name };
  },
};
