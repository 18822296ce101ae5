import { KnownFault } from "../known-fault.ts";
import { logFilter } from "../services/logs.ts";
import type { ResourceType } from "./resource-type.ts";

export const logsSubscriptionFilter: ResourceType = {
  type: "AWS::Logs::SubscriptionFilter",
  as: "calls a function with the lines a service writes to a group, one line a call (of what functions print none)",
  create({ cloud, properties, logicalId }) {
    const arn = properties.string("DestinationArn");
    if (!arn.includes(":lambda:")) throw new KnownFault(`${logicalId}: only functions subscribe to logs here`);
    cloud.logs.subscribe({
      name: logicalId,
      group: properties.string("LogGroupName"),
      fits: logFilter(properties.string("FilterPattern")),
      take: (event) => {
        if (!cloud.functions.isPermitted(arn, "logs.amazonaws.com"))
          throw new KnownFault(`${logicalId}: the logs may not call ${arn}`);
        return cloud.functions.invoke(arn, event);
      },
    });
    return { ref: logicalId };
  },
};
