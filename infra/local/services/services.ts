import { rmSync } from "node:fs";
import { databaseFile, type StateFolder } from "../state/database.ts";
import { Identities } from "../state/identities.ts";
import { lockFolder } from "../state/lock.ts";
import { startTools } from "../tools/server.ts";
import { startCognito } from "./cognito/server.ts";
import { startDynamoProcess } from "./dynamodb/process.ts";
import { EventBus } from "./event-bus.ts";
import { Gateway } from "./gateway/gateway.ts";
import { startKms } from "./kms.ts";
import { FunctionError } from "./lambda/function.ts";
import { FunctionHost } from "./lambda/host.ts";
import { FunctionLog } from "./lambda/log.ts";
import { serveLambda } from "./lambda/server.ts";
import { LogGroups } from "./logs.ts";
import { startS3 } from "./s3/server.ts";
import { Schedules } from "./schedules.ts";
import { startSecrets } from "./secrets.ts";
import { startSes } from "./ses/server.ts";
import { startSns } from "./sns/server.ts";
import { startSqs } from "./sqs.ts";
import { startSsm } from "./ssm.ts";
import { Checkpoints } from "./streams/checkpoints.ts";
import { openStripeAccount } from "./stripe/account.ts";
import { Transfer } from "./transfer/service.ts";

export interface ServiceOptions {
  readonly folder: string;
  readonly port: number;
  readonly toolsPort: number;
  readonly sftpPort: number;
  readonly underStage: boolean;
  readonly inMemory: boolean;
  /** Begin with an empty state folder. */
  readonly reset: boolean;
  /** Told in one line what takes long. */
  readonly say: (line: string) => void;
}

export type Services = Awaited<ReturnType<typeof startServices>>;

const account = "000000000000";
const region = "us-east-1";
/** Where the SDK would send what is not emulated: a port nobody listens on, so that nothing leaves the machine. */
const nowhere = "http://127.0.0.1:9";

/** The variables by which the SDK in a function finds the emulated services. */
function awsVariables(urls: Readonly<Record<string, string>>): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: nowhere,
    ...Object.fromEntries(Object.entries(urls).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url])),
  };
}

function openFolder(options: ServiceOptions): { state: StateFolder; unlock: () => void } {
  const state: StateFolder = { path: options.folder, inMemory: options.inMemory };
  const unlock = lockFolder(options.folder);
  if (options.reset) {
    for (const name of ["dynamodb", "objects", "functions.log"])
      rmSync(`${options.folder}/${name}`, { recursive: true, force: true });
    const files = [
      "identities",
      "checkpoints",
      "s3",
      "kms",
      "secrets",
      "ssm",
      "sqs",
      "cognito",
      "ses",
      "sns",
      "stripe",
    ];
    for (const name of files) {
      for (const end of ["", "-wal", "-shm"]) rmSync(`${options.folder}/${name}.sqlite${end}`, { force: true });
    }
  }
  return { state, unlock };
}

async function startQuick(state: StateFolder) {
  const [s3, kms, secrets, ssm, sqs, ses, sns, stripe] = await Promise.all([
    startS3(state),
    startKms(state, (id) => `arn:aws:kms:${region}:${account}:key/${id}`),
    startSecrets(state),
    startSsm(state),
    startSqs(state),
    startSes({ file: databaseFile(state, "ses") }),
    startSns({ file: databaseFile(state, "sns") }),
    openStripeAccount(state),
  ]);
  return { s3, kms, secrets, ssm, sqs, ses, sns, stripe };
}

/** Starts every emulated service, empty or with what the state folder holds; functions and routes come with the stacks. */
export async function startServices(options: ServiceOptions) {
  const { state, unlock } = openFolder(options);
  const closers: (() => void | Promise<void>)[] = [unlock];
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    return { ...(await startAll(options, state, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tries the next port as long as one is busy. */
async function onFreePort<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    return onFreePort(port + 1, start);
  }
}

async function startAll(options: ServiceOptions, state: StateFolder, closers: (() => void | Promise<void>)[]) {
  const dynamodb = await startDynamoProcess(state, options.say);
  closers.push(() => dynamodb.close());
  const quick = await startQuick(state);
  closers.push(...Object.values(quick).map((each) => () => each.close()));
  const urls: Record<string, string> = {
    DYNAMODB: dynamodb.url,
    DYNAMODB_STREAMS: dynamodb.url,
    SES: quick.ses.url,
    SNS: quick.sns.url,
    S3: quick.s3.url,
    KMS: quick.kms.url,
    SECRETS_MANAGER: quick.secrets.url,
    SSM: quick.ssm.url,
    SQS: quick.sqs.url,
  };
  const functions = new FunctionHost(() => awsVariables(urls), new FunctionLog(state));
  const bus = new EventBus((line) => functions.log.add("events", line));
  const logs = new LogGroups(account, (line) => functions.log.add("logs", line));
  const invoke = async (arn: string, event: unknown): Promise<unknown> => {
    const permitted = functions.isPermitted(arn, "cognito-idp.amazonaws.com");
    if (!permitted) throw new FunctionError("AccessDeniedException", `the user pool may not call ${arn}`);
    return functions.invoke(arn, event);
  };
  closers.push(() => functions.close());
  const lambda = await serveLambda(functions);
  closers.push(() => lambda.close());
  urls["LAMBDA"] = lambda.url;
  const cognito = await startCognito({ file: databaseFile(state, "cognito"), invoke });
  closers.push(() => cognito.close());
  urls["COGNITO_IDENTITY_PROVIDER"] = cognito.url;
  const [identities, checkpoints, schedules] = [new Identities(state), new Checkpoints(state), new Schedules()];
  closers.push(...[checkpoints, identities, schedules].map((each) => () => each.close()));
  const { port, underStage, toolsPort, sftpPort } = options;
  const { objects } = quick.s3;
  const transfer = new Transfer({ state, objects, functions, tellers: { bus, logs }, port: sftpPort });
  closers.push(() => transfer.close());
  const gateway = new Gateway({ port, underStage, account, functions, objects });
  await gateway.listen();
  closers.push(() => gateway.close());
  const baseUrl = (): string => gateway.baseUrl(gateway.api.stage);
  const setClockOffset = (seconds: number): void => functions.setClockOffset(seconds);
  const tools = await onFreePort(toolsPort, (free) =>
    startTools({ port: free, ses: quick.ses, sns: quick.sns, cognito, setClockOffset, baseUrl }),
  );
  closers.push(() => tools.close());
  return {
    dynamodb,
    ...quick,
    cognito,
    functions,
    lambda,
    bus,
    logs,
    transfer,
    gateway,
    tools,
    identities,
    checkpoints,
    schedules,
    isFresh: identities.wasEmpty,
    baseUrl,
    closers,
  };
}
