import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { poolId, userPool } from "./client.ts";

/** Asks whether the user pool answers. @throws whatever the client throws when it does not */
export async function describePool(): Promise<void> {
  await userPool.send(new DescribeUserPoolCommand({ UserPoolId: poolId() }));
}
