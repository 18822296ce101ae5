import { matchesGlob } from "node:path";
import { isObject, type Json } from "../json.ts";
import { KnownFault } from "../known-fault.ts";
import { type Copy, copyIntoBucket } from "../services/s3/deployment.ts";
import type { Properties } from "../template/properties.ts";
import type { Creation, ResourceType } from "./resource-type.ts";

/** `aws s3 sync` takes all, then applies excludes, then includes. */
function filterOf(properties: Properties): Copy["taken"] {
  const [exclude, include] = [properties.strings("Exclude"), properties.strings("Include")];
  const among = (globs: readonly string[], path: string) => globs.some((glob) => matchesGlob(path, glob));
  return (path) => !among(exclude, path) || among(include, path);
}

function markersOf(markers: Json | undefined): Record<string, string> {
  return isObject(markers)
    ? Object.fromEntries(Object.entries(markers).map(([name, value]) => [name, String(value)]))
    : {};
}

function headersOf(properties: Properties): Record<string, string> {
  const system = properties.object("SystemMetadata");
  return Object.fromEntries(Object.keys(system.values).map((name) => [name.toLowerCase(), system.string(name)]));
}

function copy({ cloud, properties, logicalId }: Creation): string[] {
  const markers = properties.list("SourceMarkers");
  const prefix = properties.optionalString("DestinationBucketKeyPrefix")?.replace(/\/?$/, "/") ?? "";
  const keys = properties.strings("SourceObjectKeys").flatMap((key, at) => {
    const folder = cloud.assets.get(key);
    if (!folder) throw new KnownFault(`${logicalId}: the assembly has no asset ${key}`);
    const bucket = properties.string("DestinationBucketName");
    const how = { markers: markersOf(markers[at]), headers: headersOf(properties), taken: filterOf(properties) };
    return copyIntoBucket(cloud.s3.objects, { folder, bucket, prefix: prefix === "/" ? "" : prefix, ...how });
  });
  return keys;
}

/** Prune deletes what the filter covers and no source has, except what other deployments into the bucket own here. */
function prune({ cloud, properties }: Creation, keys: readonly string[]): void {
  if (properties.has("Prune") && !properties.flag("Prune")) return;
  const [bucket, taken] = [properties.string("DestinationBucketName"), filterOf(properties)];
  for (const { key } of cloud.s3.objects.list(bucket, properties.optionalString("DestinationBucketKeyPrefix") ?? "")) {
    if (taken(key) && !keys.includes(key)) cloud.s3.objects.delete(bucket, key);
  }
}

export const cdkBucketDeployment: ResourceType = {
  type: "Custom::CDKBucketDeployment",
  as: "the asset's files copied into the bucket, markers replaced",
  create(creation) {
    prune(creation, copy(creation));
    const arn = `arn:aws:s3:::${creation.properties.string("DestinationBucketName")}`;
    return { ref: creation.logicalId, attributes: { DestinationBucketArn: arn } };
  },
};
