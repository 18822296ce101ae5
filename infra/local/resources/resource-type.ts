import type { Cloud } from "../cloud.ts";
import type { Properties } from "../template/properties.ts";

/** One resource of a template about to be brought to life. */
export interface Creation {
  readonly logicalId: string;
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  readonly properties: Properties;
  readonly cloud: Cloud;
  /** A physical id that stays the same over restarts. @param kind tells several ids of one resource apart */
  keep(kind: string, make: () => string): string;
  /** The name CloudFormation would give a resource that has none: stack, logical id and a random end. */
  generatedName(longest: number): string;
}

/** What `Ref` and `Fn::GetAtt` answer for it. */
export interface Created {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A CloudFormation type the local target brings to life. */
export interface ResourceType {
  readonly type: string;
  /** What it is here, in a few words, for the table of types. */
  readonly as: string;
  create(creation: Creation): Created | Promise<Created>;
}

/** An ARN of the stack's account and region. */
export function arnOf(creation: Pick<Creation, "account" | "region">, service: string, rest: string): string {
  return `arn:aws:${service}:${creation.region}:${creation.account}:${rest}`;
}
