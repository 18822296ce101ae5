import { randomLetters } from "../state/identities.ts";
import type { ResourceType } from "./resource-type.ts";

export const cognitoUserPoolClient: ResourceType = {
  type: "AWS::Cognito::UserPoolClient",
  as: "an app client of the emulator's user pool",
  create({ cloud, properties, keep }) {
    const id = keep("id", () => randomLetters(26));
    cloud.cognito.createClient(properties.string("UserPoolId"), { id, properties: properties.values });
    return { ref: id, attributes: { ClientId: id } };
  },
};
