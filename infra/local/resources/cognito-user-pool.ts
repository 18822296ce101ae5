import { randomLetters } from "../state/identities.ts";
import { arnOf, type ResourceType } from "./resource-type.ts";

export const cognitoUserPool: ResourceType = {
  type: "AWS::Cognito::UserPool",
  as: "a user pool of the emulator",
  create(creation) {
    const { cloud, properties, region } = creation;
    const id = creation.keep("id", () => `${region}_${randomLetters(9)}`);
    cloud.cognito.createPool({ id, properties: properties.values });
    const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
    const attributes = { UserPoolId: id, ProviderName: provider, ProviderURL: `https://${provider}` };
    return { ref: id, attributes: { ...attributes, Arn: arnOf(creation, "cognito-idp", `userpool/${id}`) } };
  },
};
