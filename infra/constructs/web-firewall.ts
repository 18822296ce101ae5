import { ArnFormat, Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";

export interface WebFirewallProps {
  readonly stage: Stage;
  readonly key: IKey;
  /** ARN of the gateway's stage. */
  readonly guards: string;
}

/**
 * Rules of AWS that only count: they take a list of names for an attack, or a good password for SQL. The handler
 * checks every body by its contract anyway (RULINGS 20).
 */
const countedOnly = {
  AWSManagedRulesCommonRuleSet: [
    "SizeRestrictions_BODY",
    "CrossSiteScripting_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
  ],
  AWSManagedRulesSQLiRuleSet: ["SQLi_BODY", "SQLiExtendedPatterns_BODY"],
  AWSManagedRulesKnownBadInputsRuleSet: [],
  AWSManagedRulesAmazonIpReputationList: [],
} as const;

const measured = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

/** The firewall before the gateway: a rate for each address, then AWS's own rules. */
export class WebFirewall extends Construct {
  constructor(scope: Construct, id: string, { stage, key, guards }: WebFirewallProps) {
    super(scope, id);
    const acl = new CfnWebACL(this, "Acl", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: measured("all"),
      rules: [rateRule(stage.requestsPerAddress), ...managedRules()],
    });
    new CfnWebACLAssociation(this, "Association", { resourceArn: guards, webAclArn: acl.attrArn });
    const logs = new LogGroup(this, "Logs", {
      // The firewall writes only to groups that are called so.
      logGroupName: `aws-waf-logs-gatehouse-${stage.name}`,
      encryptionKey: key,
      retention: stage.logRetention,
      removalPolicy: stage.removal,
    });
    new CfnLoggingConfiguration(this, "Logging", {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: "logs",
          resource: "log-group",
          resourceName: logs.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      // Session cookies and CSRF tokens must not lie in a log.
      redactedFields: ["cookie", "x-csrf-token"].map((Name) => ({ singleHeader: { Name } })),
    });
  }
}

const rateRule = (limit: number): CfnWebACL.RuleProperty => ({
  name: "requests-per-address",
  priority: 0,
  action: { block: {} },
  statement: { rateBasedStatement: { limit, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
  visibilityConfig: measured("requests-per-address"),
});

const managedRules = (): CfnWebACL.RuleProperty[] =>
  Object.entries(countedOnly).map(([name, counted], position) => ({
    name,
    priority: position + 1,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: measured(name),
  }));
