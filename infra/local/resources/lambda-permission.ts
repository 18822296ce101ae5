import type { ResourceType } from "./resource-type.ts";

export const lambdaPermission: ResourceType = {
  type: "AWS::Lambda::Permission",
  as: "who may call a function: the gateway, the user pool and rules are refused without one (the source ARN is not compared)",
  create({ cloud, properties, logicalId }) {
    cloud.functions.permit(properties.string("FunctionName"), properties.string("Principal"));
    return { ref: logicalId };
  },
};
