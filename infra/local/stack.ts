import { resolve } from "node:path";
import type { Cloud } from "./cloud.ts";
import { checkTypes, deployStack } from "./deploy.ts";
import type { Json } from "./json.ts";
import type { UserCopy } from "./services/cognito/server.ts";
import { type Services, startServices } from "./services/services.ts";
import { type Mapping, Pump } from "./services/streams/pump.ts";
import type { SftpServer } from "./services/transfer/server.ts";
import { readAssembly } from "./template/assembly.ts";

export interface StackOptions {
  /** The folder `cdk synth` wrote. */
  readonly assembly: string;
  /** Where state is kept; one process at a time. */
  readonly folder: string;
  /** 0 or absent: any free one. When it is busy, the next free one above it. */
  readonly port?: number;
  readonly toolsPort?: number;
  readonly sftpPort?: number;
  /** Serve under `/<stage>` as API Gateway's own address does. */
  readonly underStage?: boolean;
  /** Say nothing, not even what takes long. */
  readonly quiet?: boolean;
  /** Keep nothing in the folder but the lock. */
  readonly inMemory?: boolean;
}

/** The stacks of an assembly, running on this machine. */
export interface Stack {
  /** Console and API, without a trailing slash. */
  readonly baseUrl: string;
  /** The mailbox and other tools. */
  readonly toolsUrl: string;
  readonly endpoints: Readonly<
    Record<
      | "dynamodb"
      | "cognito"
      | "ses"
      | "sns"
      | "s3"
      | "kms"
      | "lambda"
      | "secrets"
      | "ssm"
      | "sqs"
      | "streams"
      | "stripe",
      string
    >
  >;
  /** Where SFTP clients connect to, unless the templates have no server. */
  readonly sftp?: SftpServer;
  /** What the stacks say when they are made, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Names of the tables, in the order they were made. */
  readonly tables: readonly string[];
  /** All variables of the function whose logical id starts so. */
  environmentOf(functionId: string): Record<string, string>;
  /** Calls a function as a service would. @param functionId its logical id, or how it starts */
  invoke(functionId: string, event: unknown): Promise<unknown>;
  /** Gives a user of the user pool another's password and authenticator. */
  copyAccount(copy: UserCopy): void;
  /** Everything the functions printed so far. */
  logLines(): readonly string[];
  /** Stops all: no process, port or worker is left. */
  close(): Promise<void>;
}

/** Makes the stacks of an assembly in running services, then lets streams and schedules run. */
export async function bringToLife(services: Services, assembly: string): Promise<Stack> {
  const { stacks, assets } = readAssembly(resolve(assembly));
  checkTypes(stacks);
  const mappings: Mapping[] = [];
  const { functions, schedules, closers } = services;
  const cloud: Cloud = {
    ...services,
    assets,
    tables: [],
    outputs: new Map(),
    addMapping: (mapping) => void mappings.push(mapping),
    schedule: (interval, call) => {
      const failed = (error: unknown) => functions.log.add("schedules", `${call.rule}: ${String(error)}\n`);
      schedules.every(interval, () => void functions.invoke(call.function, call.event).catch(failed));
    },
    listen: ({ rule, fits, function: arn }) =>
      services.bus.listen({ rule, fits, take: (event) => functions.invoke(arn, event) }),
  };
  const exports = new Map<string, Json>();
  for (const stack of stacks) await deployStack(stack, cloud, exports);
  connectPayments(cloud);
  for (const mapping of mappings) {
    const pump = new Pump(mapping, services.checkpoints);
    pump.start();
    closers.push(() => pump.stop());
  }
  return faceOf(services, cloud);
}

/** What an operator does by hand where the stacks take payments: docs/deploy.md. */
function connectPayments({ outputs, secrets, stripe }: Cloud): void {
  const [secret, messages] = [outputs.get("PaymentSecretArn"), outputs.get("PaymentMessages")];
  if (!secret || !messages) return;
  const { apiKey, webhookSecret } = stripe;
  secrets.put(secret, JSON.stringify({ apiKey, webhookSecret }));
  stripe.wantMessages(messages);
}

function faceOf(services: Services, { tables, outputs }: Cloud): Stack {
  const { dynamodb, cognito, ses, sns, s3, kms, secrets, ssm, sqs, stripe, functions, lambda } = services;
  const [sftp] = services.transfer.servers;
  return {
    baseUrl: services.baseUrl(),
    toolsUrl: services.tools.url,
    endpoints: {
      dynamodb: dynamodb.url,
      streams: dynamodb.url,
      cognito: cognito.url,
      ses: ses.url,
      sns: sns.url,
      s3: s3.url,
      kms: kms.url,
      lambda: lambda.url,
      secrets: secrets.url,
      ssm: ssm.url,
      sqs: sqs.url,
      stripe: stripe.url,
    },
    ...(sftp && { sftp }),
    outputs: Object.fromEntries(outputs),
    tables,
    environmentOf: (functionId) => functions.environmentOf(functionId),
    invoke: (functionId, event) => functions.invoke(functions.arnOf(functionId), event),
    copyAccount: (copy) => cognito.copyUser(copy),
    logLines: () => functions.log.lines,
    close: services.close,
  };
}

/**
 * Brings a cloud assembly to life on the loopback address.
 * @throws KnownFault for a cause a person can mend: a missing JDK, a folder in use, a type or function of the templates unknown here
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const services = await startServices({
    folder: options.folder,
    port: options.port ?? 0,
    toolsPort: options.toolsPort ?? 0,
    sftpPort: options.sftpPort ?? 0,
    underStage: options.underStage ?? false,
    inMemory: options.inMemory ?? false,
    reset: false,
    say: options.quiet ? () => {} : (line) => process.stderr.write(`${line}\n`),
  });
  try {
    return await bringToLife(services, options.assembly);
  } catch (error) {
    await services.close();
    throw error;
  }
}
