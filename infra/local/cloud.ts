import type { JsonObject } from "./json.ts";
import type { startCognito } from "./services/cognito/server.ts";
import type { DynamoProcess } from "./services/dynamodb/process.ts";
import type { EventBus } from "./services/event-bus.ts";
import type { Gateway } from "./services/gateway/gateway.ts";
import type { Kms } from "./services/kms.ts";
import type { FunctionHost } from "./services/lambda/host.ts";
import type { LogGroups } from "./services/logs.ts";
import type { S3 } from "./services/s3/server.ts";
import type { Secrets } from "./services/secrets.ts";
import type { startSes } from "./services/ses/server.ts";
import type { Sqs } from "./services/sqs.ts";
import type { Ssm } from "./services/ssm.ts";
import type { Mapping } from "./services/streams/pump.ts";
import type { StripeAccount } from "./services/stripe/account.ts";
import type { Transfer } from "./services/transfer/service.ts";
import type { Identities } from "./state/identities.ts";

/** A call a rule makes each time its interval is over. */
export interface ScheduledCall {
  readonly function: string;
  readonly event: unknown;
  readonly rule: string;
}

/** The emulated services, as resources are made in them. */
export interface Cloud {
  readonly dynamodb: DynamoProcess;
  readonly cognito: Awaited<ReturnType<typeof startCognito>>;
  readonly ses: Awaited<ReturnType<typeof startSes>>;
  readonly s3: S3;
  readonly kms: Kms;
  readonly secrets: Secrets;
  readonly ssm: Ssm;
  readonly sqs: Sqs;
  readonly stripe: StripeAccount;
  readonly logs: LogGroups;
  readonly transfer: Transfer;
  readonly functions: FunctionHost;
  readonly gateway: Gateway;
  readonly identities: Identities;
  /** Names of the tables made. */
  readonly tables: string[];
  /** What the stacks say of themselves, by name, of what an operator needs to know. */
  readonly outputs: Map<string, string>;
  /** Folders (or files) of the assembly by object key. */
  readonly assets: ReadonlyMap<string, string>;
  /** Mappings and schedules begin to run when everything is made. */
  addMapping(mapping: Mapping): void;
  schedule(intervalMilliseconds: number, call: ScheduledCall): void;
  readonly bus: EventBus;
  /** Lets a rule of the default bus call its function with the events that fit. */
  listen(call: Omit<ScheduledCall, "event"> & { readonly fits: (event: JsonObject) => boolean }): void;
}
