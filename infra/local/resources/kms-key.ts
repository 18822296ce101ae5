import { randomUUID } from "node:crypto";
import { arnOf, type ResourceType } from "./resource-type.ts";

export const kmsKey: ResourceType = {
  type: "AWS::KMS::Key",
  as: "a key: ECC_NIST_P256 signs, others are only named (nothing is encrypted on one machine)",
  create(creation) {
    const id = creation.keep("id", () => randomUUID());
    creation.cloud.kms.create(id, creation.properties.optionalString("KeySpec") ?? "SYMMETRIC_DEFAULT");
    return { ref: id, attributes: { KeyId: id, Arn: arnOf(creation, "kms", `key/${id}`) } };
  },
};
