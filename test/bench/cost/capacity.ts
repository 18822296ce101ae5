import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack, startStack } from "../../../infra/local/stack.ts";
import { environments } from "../../../shared/config/environment.ts";
import type { OperationName } from "../budgets.ts";
import { startFront } from "./front.ts";
import { journey, type Measure } from "./journey.ts";
import { type Meter, type Request, type Service, services, startMeter } from "./meter.ts";

/** What one operation asked of AWS. Units: DynamoDB's, by its own report and by the published rule. */
export interface Cost {
  readonly name: OperationName;
  /** Users and events in the practice. */
  readonly size: number;
  readonly calls: Readonly<Record<Service, number>>;
  readonly reported: { readonly read: number; readonly write: number };
  readonly rule: { readonly read: number; readonly write: number };
  /** The requests in order, such as `dynamodb BatchGetItem`. */
  readonly requests: readonly string[];
}

/** A running local target, as far as the bench needs it. */
export interface Running extends Pick<Stack, "toolsUrl" | "environmentOf"> {
  readonly endpoints: Readonly<Record<Service, string>>;
}

/** How much is measured. */
export interface Plan {
  /** Users and events of the practice; one run for each. */
  readonly sizes: readonly number[];
  readonly say: (line: string) => void;
}

/** Starts the local target of an assembly for the measurement alone. @param assembly what `npm run synth` wrote */
export async function measureAssembly(assembly: string, plan: Plan): Promise<readonly Cost[]> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const stack = await startStack({ assembly, folder, quiet: true, inMemory: true });
  try {
    return await measureCapacity(stack, plan);
  } finally {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs every operation through the bundles in `dist/`, in this process, and counts. The first run warms the functions: what it
 * asks more (secrets, parameters) is a cold start's, and is not in the result.
 */
export async function measureCapacity(running: Running, { sizes, say }: Plan): Promise<readonly Cost[]> {
  const { dynamodb, cognito, secrets, ssm, ses } = running.endpoints;
  const meter = await startMeter({ dynamodb, cognito, secrets, ssm, ses });
  const front = await startFront();
  const place = { baseUrl: front.url, toolsUrl: running.toolsUrl };
  try {
    Object.assign(process.env, environmentOf(running, meter));
    const costs: Cost[] = [];
    say("operations: warming up");
    await journey({ place, tables: tablesOf(running), size: 0, measure: measureInto([], { meter, size: 0 }) });
    for (const size of sizes) {
      say(`operations: a practice of ${size} users and events`);
      await journey({ place, tables: tablesOf(running), size, measure: measureInto(costs, { meter, size }) });
    }
    return costs;
  } finally {
    front.close();
    meter.close();
  }
}

/** The union of all functions' variables (each name means the same everywhere), with our proxies as endpoints. */
function environmentOf(running: Running, { urls }: Meter): Record<string, string> {
  const ids = Object.keys(environments).map((name) =>
    name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  );
  return {
    ...Object.assign({}, ...ids.map((id) => running.environmentOf(id))),
    AWS_ENDPOINT_URL_DYNAMODB: urls.dynamodb,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: urls.cognito,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.secrets,
    AWS_ENDPOINT_URL_SSM: urls.ssm,
    AWS_ENDPOINT_URL_SES: urls.ses,
  };
}

function tablesOf(running: Running) {
  const { PRACTICE_TABLE, SESSION_TABLE, AUDIT_TABLE, DIRECTORY_TABLE } = running.environmentOf("Login");
  if (!PRACTICE_TABLE || !SESSION_TABLE || !AUDIT_TABLE || !DIRECTORY_TABLE)
    throw new Error("login is not given its tables");
  const { dynamodb: url } = running.endpoints;
  return { url, practice: PRACTICE_TABLE, session: SESSION_TABLE, audit: AUDIT_TABLE, directory: DIRECTORY_TABLE };
}

function measureInto(costs: Cost[], { meter, size }: { meter: Meter; size: number }): Measure {
  return async (name, work) => {
    const measured = await meter.during(work);
    costs.push({ name, size, ...summary(measured.requests) });
    return measured;
  };
}

function summary(requests: readonly Request[]): Pick<Cost, "calls" | "reported" | "rule" | "requests"> {
  const count = (service: Service) => requests.filter((request) => request.service === service).length;
  const capacities = requests.flatMap(({ capacity }) => capacity ?? []);
  const sum = (key: keyof (typeof capacities)[number]) => capacities.reduce((all, each) => all + each[key], 0);
  return {
    calls: Object.fromEntries(services.map((service) => [service, count(service)])) as Cost["calls"],
    reported: { read: sum("reportedRead"), write: sum("reportedWrite") },
    rule: { read: sum("ruleRead"), write: sum("ruleWrite") },
    requests: requests.map(({ service, operation }) => `${service} ${operation}`),
  };
}
