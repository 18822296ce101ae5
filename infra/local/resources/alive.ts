import { apiGatewayDeployment } from "./api-gateway-deployment.ts";
import { apiGatewayGatewayResponse } from "./api-gateway-gateway-response.ts";
import { apiGatewayMethod } from "./api-gateway-method.ts";
import { apiGatewayModel } from "./api-gateway-model.ts";
import { apiGatewayRequestValidator } from "./api-gateway-request-validator.ts";
import { apiGatewayResource } from "./api-gateway-resource.ts";
import { apiGatewayRestApi } from "./api-gateway-rest-api.ts";
import { apiGatewayStage } from "./api-gateway-stage.ts";
import { cdkBucketDeployment } from "./cdk-bucket-deployment.ts";
import { cognitoUserPool } from "./cognito-user-pool.ts";
import { cognitoUserPoolClient } from "./cognito-user-pool-client.ts";
import { customAws } from "./custom-aws.ts";
import { dynamoDbTable } from "./dynamodb-table.ts";
import { eventsRule } from "./events-rule.ts";
import { kmsAlias } from "./kms-alias.ts";
import { kmsKey } from "./kms-key.ts";
import { lambdaEventSourceMapping } from "./lambda-event-source-mapping.ts";
import { lambdaFunction } from "./lambda-function.ts";
import { lambdaPermission } from "./lambda-permission.ts";
import { logsLogGroup } from "./logs-log-group.ts";
import { logsSubscriptionFilter } from "./logs-subscription-filter.ts";
import type { ResourceType } from "./resource-type.ts";
import { s3Bucket } from "./s3-bucket.ts";
import { secretsManagerSecret } from "./secrets-manager-secret.ts";
import { sesConfigurationSet } from "./ses-configuration-set.ts";
import { sesEmailIdentity } from "./ses-email-identity.ts";
import { sesEventDestination } from "./ses-event-destination.ts";
import { sqsQueue } from "./sqs-queue.ts";
import { ssmParameter } from "./ssm-parameter.ts";
import { transferServer } from "./transfer-server.ts";

/** The CloudFormation types the local target brings to life. */
export const alive: readonly ResourceType[] = [
  apiGatewayDeployment,
  apiGatewayGatewayResponse,
  apiGatewayMethod,
  apiGatewayModel,
  apiGatewayRequestValidator,
  apiGatewayResource,
  apiGatewayRestApi,
  apiGatewayStage,
  cdkBucketDeployment,
  cognitoUserPool,
  cognitoUserPoolClient,
  customAws,
  dynamoDbTable,
  eventsRule,
  kmsAlias,
  kmsKey,
  lambdaEventSourceMapping,
  lambdaFunction,
  lambdaPermission,
  logsLogGroup,
  logsSubscriptionFilter,
  s3Bucket,
  secretsManagerSecret,
  sesConfigurationSet,
  sesEmailIdentity,
  sesEventDestination,
  sqsQueue,
  ssmParameter,
  transferServer,
];
