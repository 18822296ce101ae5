import { AdminGetUserCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";

const store = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const pool = new CognitoIdentityProviderClient({});

/** The clients in use, so that the bundler keeps what using them takes. */
export const uses = {
  get: () => store.send(new GetCommand({ TableName: "t", Key: { pk: "T#practice", sk: "U#user" } })),
  getUser: () => pool.send(new AdminGetUserCommand({ UserPoolId: "us-east-1_x", Username: "jane" })),
};

/** A function that constructs a DocumentClient and a Cognito client as the SDK comes, and does nothing. */
export const handler = async (): Promise<{ statusCode: number }> => ({ statusCode: 200 });
