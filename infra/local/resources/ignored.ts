/**
 * The CloudFormation types the local target skips, each with the reason. `Ref` and `Fn::GetAtt` of one answer a made-up name.
 * A type that stands neither here nor in `alive.ts` stops the start.
 */
export const ignored: Readonly<Record<string, string>> = {
  "AWS::CDK::Metadata": "says which CDK wrote the template",
  "AWS::IAM::Role": "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::IAM::Policy": "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::IAM::ManagedPolicy": "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::S3::BucketPolicy": "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::SQS::QueuePolicy": "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::SNS::TopicPolicy": "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::SecretsManager::ResourcePolicy":
    "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::Logs::ResourcePolicy": "nothing checks permissions on one machine: the template tests read the policies",
  "AWS::Lambda::LayerVersion": "layers only serve CDK's own helpers, which do not run here",
  "AWS::WAFv2::WebACL": "the firewall is not shown locally",
  "AWS::WAFv2::WebACLAssociation": "the firewall is not shown locally",
  "AWS::WAFv2::LoggingConfiguration": "the firewall is not shown locally",
  "AWS::WAFv2::RuleGroup": "the firewall is not shown locally",
  "AWS::WAFv2::IPSet": "the firewall is not shown locally",
  "AWS::CloudWatch::Alarm": "nobody is called about a stack on one machine",
  "AWS::CloudWatch::CompositeAlarm": "nobody is called about a stack on one machine",
  "AWS::CloudWatch::Dashboard": "there are no metrics to draw",
  "AWS::SNS::Topic": "alarms are the only senders, and there are none",
  "AWS::SNS::Subscription": "alarms are the only senders, and there are none",
  "AWS::Logs::MetricFilter": "there are no metrics",
  "AWS::Logs::QueryDefinition": "the log is a file to search",
  "AWS::Backup::BackupPlan": "the state folder is thrown away, not restored",
  "AWS::Backup::BackupSelection": "the state folder is thrown away, not restored",
  "AWS::Backup::BackupVault": "the state folder is thrown away, not restored",
  "AWS::ApiGateway::Account": "only says where API Gateway writes its logs",
  "AWS::ApiGateway::ClientCertificate": "functions are called without TLS here",
  "Custom::S3AutoDeleteObjects": "--reset empties everything",
  "Custom::LogRetention": "logs are kept until --reset",
};
