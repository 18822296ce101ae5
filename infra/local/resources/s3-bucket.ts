import type { ResourceType } from "./resource-type.ts";

export const s3Bucket: ResourceType = {
  type: "AWS::S3::Bucket",
  as: "a bucket of whole objects (no versions, no object lock, no notifications)",
  create(creation) {
    const { cloud, properties } = creation;
    const name = properties.optionalString("BucketName") ?? creation.generatedName(63).toLowerCase();
    cloud.s3.objects.createBucket(name);
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${creation.region}.amazonaws.com`,
      },
    };
  },
};
