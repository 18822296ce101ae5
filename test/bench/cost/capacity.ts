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

/**
 * Runs every operation through the bundles in `dist/` against the local target and counts. The first run warms the functions:
 * what it asked more (secrets, parameters) is a cold start's, and is not in the result.
 * @param sizes users and events of the practice, one run each
 */
export async function measureCapacity(sizes: readonly number[], say: (line: string) => void): Promise<readonly Cost[]> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const stack = await startStack({ assembly: "cdk.out", folder, quiet: true, inMemory: true });
  const { dynamodb, cognito, secrets, ssm, ses } = stack.endpoints;
  const meter = await startMeter({ dynamodb, cognito, secrets, ssm, ses });
  const front = await startFront();
  try {
    Object.assign(process.env, environmentOf(stack, meter));
    const costs: Cost[] = [];
    for (const [run, size] of [0, ...sizes].entries()) {
      say(run === 0 ? "operations: warming up" : `operations: a practice of ${size} users and events`);
      const measure = measureInto(run === 0 ? [] : costs, { meter, size });
      const place = { baseUrl: front.url, toolsUrl: stack.toolsUrl };
      await journey({ place, tables: tablesOf(stack), size, measure });
    }
    return costs;
  } finally {
    front.close();
    meter.close();
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The union of all functions' variables (each name means the same everywhere), with our proxies as endpoints. */
function environmentOf(stack: Stack, { urls }: Meter): Record<string, string> {
  const ids = Object.keys(environments).map((name) =>
    name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
  );
  return {
    ...Object.assign({}, ...ids.map((id) => stack.environmentOf(id))),
    AWS_ENDPOINT_URL_DYNAMODB: urls.dynamodb,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: urls.cognito,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.secrets,
    AWS_ENDPOINT_URL_SSM: urls.ssm,
    AWS_ENDPOINT_URL_SES: urls.ses,
  };
}

function tablesOf(stack: Stack) {
  const { PRACTICE_TABLE, SESSION_TABLE, AUDIT_TABLE } = stack.environmentOf("Login");
  if (!PRACTICE_TABLE || !SESSION_TABLE || !AUDIT_TABLE) throw new Error("login is not given its tables");
  return { url: stack.endpoints.dynamodb, practice: PRACTICE_TABLE, session: SESSION_TABLE, audit: AUDIT_TABLE };
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
