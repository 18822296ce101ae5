import type { ResourceType } from "./resource-type.ts";

export const sesEventDestination: ResourceType = {
  type: "AWS::SES::ConfigurationSetEventDestination",
  as: "hands what the mail catcher tells of a mail to the default event bus",
  create({ cloud, properties, logicalId }) {
    const destination = properties.object("EventDestination");
    for (const other of ["SnsDestination", "CloudWatchDestination", "KinesisFirehoseDestination"])
      destination.refuse(other, "is not emulated: only the event bus is");
    const isOn = destination.flag("Enabled") || !destination.has("Enabled");
    const types = destination.strings("MatchingEventTypes").map((type) => type.toLowerCase());
    if (isOn)
      cloud.ses.addEventDestination({
        configurationSet: properties.string("ConfigurationSetName"),
        types,
        put: (event) => cloud.bus.put(event),
      });
    return { ref: logicalId };
  },
};
