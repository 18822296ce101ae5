import { randomSecret } from "../services/random-secret.ts";
import { randomLetters } from "../state/identities.ts";
import { arnOf, type ResourceType } from "./resource-type.ts";

export const secretsManagerSecret: ResourceType = {
  type: "AWS::SecretsManager::Secret",
  as: "a secret, generated once and kept over restarts",
  create(creation) {
    const { cloud, properties } = creation;
    const name = properties.optionalString("Name") ?? creation.generatedName(200);
    const arn = arnOf(creation, "secretsmanager", `secret:${name}-${creation.keep("end", () => randomLetters(6))}`);
    const wish = properties.optionalObject("GenerateSecretString");
    cloud.secrets.create(arn, () => (wish ? randomSecret(wish) : (properties.optionalString("SecretString") ?? "")));
    return { ref: arn, attributes: { Id: arn } };
  },
};
