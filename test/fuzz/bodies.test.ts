import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { examples } from "../../shared/contract/examples.ts";
import { refusalsOf } from "../../shared/contract/refusals-of.ts";
import { apiRoot } from "../../shared/contract/route.ts";
import { type RefusalCode, refusals } from "../../shared/domain/refusal.ts";
import { inGroups } from "../kit/burst.ts";
import { inviteCrowd } from "../kit/crowd.ts";
import { everyRoute, type NamedRoute } from "../kit/every-route.ts";
import { aKey, handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { aNewcomer, Person, registerFrom, signInAs } from "../kit/person.ts";
import { putBack, rowOf } from "../kit/put-back.ts";
import { openVendor } from "../kit/vendor.ts";
import { bodies, oddHeaders, pathValues, queries } from "./arbitrary.ts";

const place = inject("place");
const count = Number(process.env["FUZZ_BODIES"] ?? 40);
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);
// Whoever reads a failure repeats it with FUZZ_SEED.
process.stdout.write(`fuzz: ${count} requests a route, FUZZ_SEED=${seed}\n`);

/** One generated request of a route. */
interface Request {
  readonly body: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

let administrator: Person;
let pending: Person;
/** What stands in the examples and is nowhere in this house, with what is: fuzzing begins behind the first look-up. */
const real = new Map<string, string>();
let quiet: ReturnType<typeof vi.spyOn>;

beforeAll(async () => {
  takeEnvironment();
  // Of the vendor, so that every route is open to her.
  administrator = (await openVendor(place, aNewcomer("Fay", "Fuzz"))).operator;
  const who = aNewcomer("Pat", "Pending");
  pending = new Person(place);
  const company = { name: "Pending Practice", timeZone: "America/Chicago", email: who.email };
  await pending.done("POST", "/practices", { company });
  await registerFrom(pending, who);
  await signInAs(pending, who);
  const [guest] = await inviteCrowd(administrator, 1, "Guest");
  const { siteId } = await administrator.done("POST", "/sites", { name: "Main office" });
  const { departmentId } = await administrator.done("POST", "/departments", { name: "Front office" });
  await administrator.done("POST", "/pharmacies", { ncpdpId: "7654321", name: "Corner Pharmacy" });
  const wish = examples["sftp-requests"].requestSftpAccount.body;
  const { requestId } = await administrator.done("POST", "/sftp-requests", wish, { headers: aKey() });
  const [event] = (await administrator.done("GET", "/audit-events")).items;
  real
    .set("token", guest?.token ?? "")
    .set("userId", guest?.userId ?? "")
    .set("siteId", siteId)
    .set("ncpdpId", "7654321")
    .set("departmentId", departmentId)
    .set("invitationId", guest?.invitationId ?? "")
    .set("requestId", requestId)
    .set("eventId", event.eventId);
  quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
}, 60_000);
afterAll(() => quiet.mockRestore());

const whoCalls = ({ route: { access } }: NamedRoute) => {
  if (access === "public") return undefined;
  return access === "pending" ? pending : administrator;
};

function requestsFor({ route, body }: NamedRoute): Request[] {
  const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const names = route.query && "shape" in route.query ? Object.keys(route.query.shape as object) : [];
  const isRead = route.method === "GET";
  const arbitrary = fc.record({
    body: isRead ? fc.constant("") : bodies("token" in body ? { ...body, token: real.get("token") } : body),
    path: fc.record(Object.fromEntries(parameters.map((name) => [name, pathValues(real.get(name) ?? "")]))),
    query: isRead ? queries(names) : fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, queries(names)),
    headers: oddHeaders,
  });
  return fc.sample(arbitrary, { numRuns: count, seed });
}

let sent = 0;
/** Of the rows that are edited, so that most edits are of the newest version. */
const versions = new Map<string, string>();

function eventOf(named: NamedRoute, { body, path, query, headers }: Request): APIGatewayProxyEvent {
  const { route } = named;
  const number = ++sent;
  const person = whoCalls(named);
  const cookie = [...(person?.cookies ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: route.method,
    resource: `${apiRoot}${route.path}`,
    pathParameters: { ...path },
    queryStringParameters: { ...query },
    multiValueQueryStringParameters: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
    headers: {
      host: "gatehouse.example",
      origin: "https://gatehouse.example",
      "content-type": "application/json",
      "if-match": versions.get(named.name) ?? '"v1"',
      ...(cookie ? { cookie } : {}),
      ...(person?.csrfToken ? { "x-csrf-token": person.csrfToken } : {}),
      ...headers,
    },
    body: body === "" ? null : body,
    isBase64Encoded: false,
    // An address of its own for every request, so that no throttle hides what lies behind it.
    requestContext: {
      requestId: `fuzz-${number}`,
      identity: { sourceIp: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}` },
    } as APIGatewayProxyEvent["requestContext"],
  };
  return event as APIGatewayProxyEvent;
}

/** What is wrong with an answer; undefined when nothing is. */
function faultOf({ route }: NamedRoute, answer: APIGatewayProxyResult): string | undefined {
  const { statusCode, body } = answer;
  if (statusCode < 300) return undefined;
  const problem = JSON.parse(body) as { code: RefusalCode; status: number };
  const { code } = problem;
  if (statusCode >= 500) return `${statusCode} ${code}`;
  if (!refusalsOf(route).includes(code)) return `${code} is not documented`;
  if (refusals[code].status !== statusCode || problem.status !== statusCode) return `${code} with ${statusCode}`;
  if (answer.headers?.["content-type"] !== "application/problem+json") return `${code} is no problem+json`;
  if (body.length > 8_000) return `${code} carries ${body.length} characters back`;
  return undefined;
}

const table = everyRoute.map((named) => [named.name, named] as const);

test.each(table)(
  "whatever is sent to %s, the answer is a documented one",
  async (name, named) => {
    const handler = await handlerOf(named.workflow);
    const held = await rowOf(whoCalls(named));
    const statuses: number[] = [];
    const faults: string[] = [];
    const send = async (request: Request) => {
      const answer = (await handler(eventOf(named, request) as never, someContext)) as APIGatewayProxyResult;
      statuses.push(answer.statusCode);
      versions.set(name, String(answer.headers?.["etag"] ?? versions.get(name) ?? '"v1"'));
      const fault = faultOf(named, answer);
      if (fault) faults.push(`${fault}: ${JSON.stringify(request).slice(0, 400)}`);
      // Who signed out, or in, goes on as before.
      if (answer.statusCode < 300 && held) await putBack(held);
    };
    // A password's answer waits for its floor, so many go at once; edits of one row would stand in each other's way.
    await inGroups(requestsFor(named), name === "signIn" ? 32 : 4, send);
    expect(statuses).toHaveLength(count);
    expect(faults.slice(0, 5), `${faults.length} of ${count}, FUZZ_SEED=${seed}`).toEqual([]);
  },
  60_000 + count * 200,
);
