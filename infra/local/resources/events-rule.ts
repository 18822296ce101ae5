import { intervalOf } from "../services/schedules.ts";
import { arnOf, type ResourceType } from "./resource-type.ts";

export const eventsRule: ResourceType = {
  type: "AWS::Events::Rule",
  as: "a timer that calls its functions: rate expressions only",
  create(creation) {
    const { cloud, properties, logicalId } = creation;
    properties.refuse("EventPattern", "is not emulated: rules run on schedules only");
    const name = properties.optionalString("Name") ?? creation.generatedName(64);
    const interval = intervalOf(properties.string("ScheduleExpression"));
    const arn = arnOf(creation, "events", `rule/${name}`);
    for (const target of properties.objects("Targets")) {
      target.refuse("InputTransformer", "is not emulated");
      target.refuse("InputPath", "is not emulated");
      const input = target.optionalString("Input");
      const event = input === undefined ? { source: "aws.events", resources: [arn] } : JSON.parse(input);
      if (properties.optionalString("State") === "DISABLED") continue;
      cloud.schedule(interval, { function: target.string("Arn"), event, rule: logicalId });
    }
    return { ref: name, attributes: { Arn: arn } };
  },
};
