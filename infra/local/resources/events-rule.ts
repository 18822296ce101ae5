import { intervalOf } from "../services/schedules.ts";
import { recordFilter } from "../services/streams/filter.ts";
import type { Properties } from "../template/properties.ts";
import { arnOf, type Creation, type ResourceType } from "./resource-type.ts";

export const eventsRule: ResourceType = {
  type: "AWS::Events::Rule",
  as: "a timer (rate expressions only), or a pattern for events of the default bus, that calls its functions",
  create(creation) {
    const { properties } = creation;
    const name = properties.optionalString("Name") ?? creation.generatedName(64);
    const arn = arnOf(creation, "events", `rule/${name}`);
    const isOff = properties.optionalString("State") === "DISABLED";
    for (const target of properties.objects("Targets")) {
      target.refuse("InputTransformer", "is not emulated");
      target.refuse("InputPath", "is not emulated");
      if (!isOff) startTarget(creation, target, arn);
    }
    return { ref: name, attributes: { Arn: arn } };
  },
};

function startTarget({ cloud, properties, logicalId }: Creation, target: Properties, arn: string): void {
  const call = { function: target.string("Arn"), rule: logicalId };
  const pattern = properties.optionalObject("EventPattern");
  if (pattern) {
    target.refuse("Input", "is not emulated for a pattern");
    cloud.listen({ ...call, fits: recordFilter([JSON.stringify(pattern.values)]) });
    return;
  }
  const input = target.optionalString("Input");
  const event = input === undefined ? { source: "aws.events", resources: [arn] } : JSON.parse(input);
  cloud.schedule(intervalOf(properties.string("ScheduleExpression")), { ...call, event });
}
