import { Fn, Stack } from "aws-cdk-lib";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnServer } from "aws-cdk-lib/aws-transfer";
import { AwsCustomResource, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { acknowledge } from "../nag.ts";
import type { Stage } from "../stages.ts";

export interface HostKeyProps {
  readonly stage: Stage;
  readonly key: IKey;
  readonly server: CfnServer;
}

/** The fingerprint of a server's host key: CloudFormation does not tell it, so that the release asks Transfer once. */
export class HostKey extends Construct {
  /** `SHA256:…` as OpenSSH prints it, without padding. */
  readonly fingerprint: string;

  constructor(scope: Construct, id: string, { stage, key, server }: HostKeyProps) {
    super(scope, id);
    const role = new Role(this, "Reader", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    const logGroup = new LogGroup(this, "ReaderLogs", {
      encryptionKey: key,
      retention: stage.logRetention,
      removalPolicy: stage.removal,
    });
    const question = new AwsCustomResource(this, "Question", {
      onUpdate: {
        service: "Transfer",
        action: "describeServer",
        parameters: { ServerId: server.attrServerId },
        // Another server is another question.
        physicalResourceId: PhysicalResourceId.of(server.attrServerId),
        outputPaths: ["Server.HostKeyFingerprint"],
      },
      installLatestAwsSdk: false,
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
    const rights = new ManagedPolicy(this, "ReaderRights", {
      roles: [role],
      statements: [
        new PolicyStatement({
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [logGroup.logGroupArn],
        }),
        new PolicyStatement({ actions: ["transfer:DescribeServer"], resources: [server.attrArn] }),
      ],
    });
    question.node.addDependency(rights);
    const asker = Stack.of(this).node.children.find(({ node }) => /^AWS679f53fac002430cb0da5b7982bd2287/.test(node.id));
    if (!asker) throw new Error("CDK no longer asks by the function of an AwsCustomResource as it did");
    for (const name of ["noNetwork", "releaseConcurrency", "noFunctionDeadLetters", "providerRuntime"] as const) {
      acknowledge(asker, name);
    }
    this.fingerprint = Fn.select(0, Fn.split("=", question.getResponseField("Server.HostKeyFingerprint")));
  }
}
