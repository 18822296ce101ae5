import { inject } from "vitest";
import { startAwsProxy } from "./aws-proxy.ts";
import { takeEnvironment } from "./in-process.ts";

/**
 * Gives this process the environment of all functions, with a proxy that can fail in the way of each call of AWS. Before the
 * first import of the product's own data modules.
 */
export async function proxiedEnvironment() {
  const { dynamodb = "", cognito = "", ses = "", s3 = "" } = inject("endpoints");
  const proxy = await startAwsProxy({ dynamodb, cognito, ses, s3 });
  takeEnvironment({
    AWS_ENDPOINT_URL_DYNAMODB: proxy.urls["dynamodb"] ?? "",
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: proxy.urls["cognito"] ?? "",
    AWS_ENDPOINT_URL_SES: proxy.urls["ses"] ?? "",
    AWS_ENDPOINT_URL_S3: proxy.urls["s3"] ?? "",
  });
  return proxy;
}
