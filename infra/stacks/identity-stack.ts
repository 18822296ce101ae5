import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolClient,
  FeaturePlan,
  Mfa,
  StringAttribute,
  UserPool,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { WorkflowFunction } from "../constructs/workflow-function.ts";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";
import type { DataStack } from "./data-stack.ts";

export interface IdentityStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** The user pool: it verifies passwords and authenticator codes, and knows nothing else of anybody. */
export class IdentityStack extends Stack {
  readonly userPool: UserPool;
  readonly client: CfnUserPoolClient;
  readonly triggers: WorkflowFunction;

  constructor(scope: Construct, id: string, props: IdentityStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.triggers = new WorkflowFunction(this, "cognito-triggers", {
      stage,
      key: data.key,
      errorImpact: "nobody can sign in, because Cognito refuses what its trigger does not confirm",
      // Cognito waits no longer.
      timeoutSeconds: 5,
      environment: { PRACTICE_TABLE: data.practiceTable.tableName, TOKEN_SECRET_ID: data.tokenSecret.secretArn },
    });
    this.triggers.may(["dynamodb:GetItem"], data.practiceTable.tableArn);
    this.triggers.may(["secretsmanager:GetSecretValue"], data.tokenSecret.secretArn);

    this.userPool = new UserPool(this, "UserPool", {
      signInAliases: { username: true },
      selfSignUpEnabled: false,
      customAttributes: { practice: new StringAttribute({ mutable: false, minLen: 1, maxLen: 64 }) },
      featurePlan: FeaturePlan.ESSENTIALS,
      passwordPolicy: {
        minLength: 12,
        requireDigits: false,
        requireLowercase: false,
        requireSymbols: false,
        requireUppercase: false,
        passwordHistorySize: 5,
        tempPasswordValidity: Duration.days(1),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false, email: false },
      // Resets are ours: a mailed link, then the second step.
      accountRecovery: AccountRecovery.NONE,
      lambdaTriggers: { preAuthentication: this.triggers },
      deletionProtection: stage.isProtected,
      removalPolicy: stage.removal,
    });
    this.client = this.backendClient();
    for (const name of ["passphrases", "secondStepIsOurs", "essentialsPlan"] as const) acknowledge(this.userPool, name);
  }

  /** The only client, held by our login function. The L2 construct would always add the refresh flow, so this is the L1. */
  private backendClient(): CfnUserPoolClient {
    return new CfnUserPoolClient(this, "Client", {
      userPoolId: this.userPool.userPoolId,
      generateSecret: true,
      explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
      allowedOAuthFlowsUserPoolClient: false,
      supportedIdentityProviders: ["COGNITO"],
      // Minutes. Tokens prove a verified step to our own function and are thrown away; the shortest AWS allows.
      authSessionValidity: 10,
      accessTokenValidity: 5,
      idTokenValidity: 5,
      refreshTokenValidity: 60,
      tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "minutes" },
    });
  }
}
