import { CfnOutput, Stack } from "aws-cdk-lib";
import { AuthorizationType, type IResource, LambdaIntegration } from "aws-cdk-lib/aws-apigateway";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { providerMessages } from "../../shared/contract/provider-messages.ts";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";
import type { WorkflowFunction } from "./workflow-function.ts";

/** How a function reaches the payment provider, and where its secret is; without a provider there is none. */
export interface PaymentAccess {
  readonly environment: Readonly<Record<"PAYMENTS" | "STRIPE_URL" | "STRIPE_SECRET_ID", string>>;
  readonly secret: Secret | undefined;
}

/** The secret is made with nothing of use in it: whoever operates the installation fills the two values in. */
export function paymentAccess(scope: Construct, { stage, key }: { stage: Stage; key: IKey }): PaymentAccess {
  const secret = stage.payments === "stripe" ? paymentSecret(scope, stage, key) : undefined;
  const STRIPE_SECRET_ID = secret?.secretArn ?? "none";
  return { environment: { PAYMENTS: stage.payments, STRIPE_URL: "https://api.stripe.com", STRIPE_SECRET_ID }, secret };
}

function paymentSecret(scope: Construct, stage: Stage, encryptionKey: IKey): Secret {
  const secret = new Secret(scope, "PaymentSecret", {
    description: "Stripe: a restricted key as apiKey, and what webhooks are signed with as webhookSecret",
    encryptionKey,
    generateSecretString: { secretStringTemplate: "{}", generateStringKey: "webhookSecret", excludePunctuation: true },
    removalPolicy: stage.removal,
  });
  acknowledge(secret, "ownKeyRotation");
  return secret;
}

/** The API's root, and its address. */
export interface ApiRoot {
  readonly root: IResource;
  readonly url: string;
}

/** Opens the provider's door, and lets the function read its secret; where there is no provider nothing is opened. */
export function openToProvider({ root, url }: ApiRoot, billing: WorkflowFunction, { secret }: PaymentAccess): void {
  if (!secret) return;
  billing.may(["secretsmanager:GetSecretValue"], secret.secretArn);
  const integration = new LambdaIntegration(billing, { scopePermissionToMethod: false });
  const options = { authorizationType: AuthorizationType.NONE };
  root.resourceForPath(providerMessages.slice(1)).addMethod("POST", integration, options);
  const stack = Stack.of(root);
  new CfnOutput(stack, "PaymentSecretArn", {
    value: secret.secretArn,
    description: "Put Stripe's restricted key and the signing secret of its messages here",
  });
  new CfnOutput(stack, "PaymentMessages", {
    value: `${url}${providerMessages}`,
    description: "Where Stripe sends its messages: enter it as a webhook endpoint",
  });
}
