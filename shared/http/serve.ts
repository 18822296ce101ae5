import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { installation, type Origin } from "../audit/event.ts";
import { apiRoot, type Route, type RouteTable } from "../contract/route.ts";
import { commit } from "../data/commit.ts";
import { rememberReply } from "../data/replies.ts";
import type { Application } from "../domain/application.ts";
import { isOfSftp } from "../domain/permission.ts";
import { Refusal } from "../domain/refusal.ts";
import { fullNameOf } from "../domain/user.ts";
import { isSame } from "../secrets/token.ts";
import type { Call, Operation, Operations } from "./call.ts";
import { type Caller, callerOf, type PendingCaller, type Presented, pendingCallerOf } from "./callers.ts";
import { browserIdIn } from "./cookies.ts";
import { answerToError } from "./faults.ts";
import { operationOrTwin, Replay, repeatOf, replay, storedAnswer } from "./repeats.ts";
import { jsonReply, refusalReply } from "./reply.ts";
import { assertSameSite, bodyOf, expectedVersionOf, headersOf, idempotencyKeyOf, queryOf } from "./request.ts";
import { assertSteppedUp } from "./step-up.ts";

/** Milliseconds kept back of the function's time, so that a slow request is answered and not cut off. */
const timeKeptBackMs = 1000;

/** What an installation may go without, as its workflows are told. */
export interface Offers {
  readonly isSftpOn: () => boolean;
}

/** A workflow that is told nothing offers nothing. */
const nothingMore: Offers = { isSftpOn: () => false };

/**
 * Serves a workflow's route table. A route without an operation, or an operation of the wrong shape, does not compile.
 * @param offers for workflows with routes of SFTP, which are refused where there is no server
 */
export function serve<T extends RouteTable>(routes: T, operations: Operations<T>, offers: Offers = nothingMore) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>({
    timeoutEarlyInMillis: timeKeptBackMs,
    timeoutEarlyResponse: () => refusalReply(new Refusal("request.busy", { retryAfterSeconds: 2 }), "timed-out"),
  })
    .handler(async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
      const name = Object.keys(routes).find((key) => isRouteOf(event, routes[key]));
      const route = name === undefined ? undefined : routes[name];
      if (!name || !route) throw new Error("gateway and handler were deployed apart: no such route");
      return answer({ name, route, operation: operations[name] as Operation<Route>, offers, event });
    })
    .onError((request) => {
      request.response = answerToError(request.error, request.event.requestContext.requestId);
    });
}

interface Matched {
  readonly name: string;
  readonly route: Route;
  readonly operation: Operation<Route>;
  readonly offers: Offers;
  readonly event: APIGatewayProxyEvent;
}

/** A request that came so far: from our own pages, and from whom. */
interface Admitted extends Matched, Arrival {
  readonly base: Origin;
}

async function answer(matched: Matched): Promise<APIGatewayProxyResult> {
  const { route, event } = matched;
  const now = new Date();
  const headers = headersOf(event);
  assertSameSite(route, headers);
  const presented = { cookies: headers["cookie"], address: event.requestContext.identity.sourceIp };
  const who = await whoCalls(route, presented, now);
  const base = originOf({ who, event, headers, now });
  try {
    return await perform({ ...matched, who, headers, now, base });
  } catch (error) {
    await tellRefusal(route, { error, base, who });
    throw error;
  }
}

/** Of some routes even the attempt must be known: what was refused, to whom and why. */
async function tellRefusal(route: Route, { error, base, who }: Pick<Admitted, "base" | "who"> & { error: unknown }) {
  if (!route.refusedAs || !who.caller || !(error instanceof Refusal) || error.code === "request.busy") return;
  await commit(base, { changes: [], deeds: [{ action: route.refusedAs, outcome: "refused", reason: error.code }] });
}

async function perform(admitted: Admitted): Promise<APIGatewayProxyResult> {
  const { name, route, operation, offers, event, who, headers, now, base } = admitted;
  if (who.caller) assertAllowed(route, who.caller, { csrfToken: headers["x-csrf-token"], now });
  assertOffered(route, offers);
  const body = bodyOf(route, event, headers);
  const query = queryOf(route, event);
  const cookies: string[] = [];
  const replyHeaders: Record<string, string> = {};
  const key = idempotencyKeyOf(route, headers);
  const repeat = key === undefined || route.ownRepeats ? undefined : await repeatOf({ name, key, origin: base, body });
  const before = repeat ? await storedAnswer(repeat) : undefined;
  if (before) return replay(before);
  const status = route.status ?? 200;
  const call = {
    ...who,
    path: event.pathParameters ?? {},
    body,
    query,
    now,
    address: base.address ?? "",
    userAgent: base.userAgent ?? "",
    browserId: browserIdIn(headers["cookie"]),
    origin: base,
    expectedVersion: expectedVersionOf(route, headers),
    idempotencyKey: key,
    answer: {
      setCookie: (value: string) => void cookies.push(value),
      setVersion: (version: number) => void Object.assign(replyHeaders, { etag: `"v${version}"` }),
    },
    commit: async ({ origin = base, ...work }, reply) => {
      const stored = route.secretReply ? {} : { reply };
      const memory =
        repeat && reply !== undefined
          ? [rememberReply(repeat.key, { bodyHash: repeat.bodyHash, status, ...stored }, now)]
          : [];
      await commit(origin, { ...work, changes: [...work.changes, ...memory] });
    },
  } as Call<Route>;
  const reply = repeat ? await operationOrTwin(() => operation(call), repeat) : await operation(call);
  if (reply instanceof Replay) return replay(reply.stored);
  const checked = route.reply.parse(reply);
  return jsonReply(status, checked, { cookies, headers: replyHeaders });
}

interface Who {
  readonly caller?: Caller;
  readonly pending?: PendingCaller;
}

async function whoCalls(route: Route, presented: Presented, now: Date): Promise<Who> {
  if (route.access === "public") return route.knowsCaller ? signedInOrNot(presented, now) : {};
  if (route.access === "pending") return { pending: await pendingCallerOf(presented, now) };
  return { caller: await callerOf(presented, now) };
}

/** Who is signed in, where somebody is: on such a route a session that is over is none. */
async function signedInOrNot(presented: Presented, now: Date): Promise<Who> {
  try {
    return { caller: await callerOf(presented, now) };
  } catch (error) {
    if (error instanceof Refusal && error.code !== "request.busy") return {};
    throw error;
  }
}

/** The application that this API belongs to: sessions of another have no way in, whatever their roles are. */
const servedApplication: Application = "administration";

/** The session's own token on every change, the permission the route asks for, and the step-up where it wants one. */
function assertAllowed(
  route: Route,
  caller: Caller,
  { csrfToken, now }: { csrfToken: string | undefined; now: Date },
): void {
  if (route.method !== "GET" && !isSame(csrfToken ?? "", caller.csrfToken)) throw new Refusal("request.csrf");
  if (route.access === "public") return;
  const isHeld = [...caller.permissions].some((permission) => permission === route.access);
  const isHere = caller.session.application === servedApplication || route.anyApplication === true;
  if (!isHeld || !isHere) throw new Refusal("session.forbidden");
  if (route.stepUp) assertSteppedUp(caller, route.access, now);
}

function assertOffered({ access }: Route, { isSftpOn }: Offers): void {
  if (isOfSftp(access) && !isSftpOn()) throw new Refusal("sftp.off");
}

interface Arrival {
  readonly who: Who;
  readonly event: APIGatewayProxyEvent;
  readonly headers: ReturnType<typeof headersOf>;
  readonly now: Date;
}

function originOf({ who, event, headers, now }: Arrival): Origin {
  const person = who.caller ?? who.pending;
  return {
    practiceId: person?.scope.practiceId ?? installation,
    actorId: person?.user.userId ?? "unknown",
    actorName: person ? fullNameOf(person.user) : "Somebody not signed in",
    ...(person ? { roles: who.caller?.roles ?? person.user.roles } : {}),
    ...(who.pending ? { application: who.pending.pending.application } : {}),
    ...(who.caller ? sessionFacts(who.caller) : {}),
    ...(who.caller?.breakGlass ? { breakGlass: who.caller.breakGlass.grantId } : {}),
    address: event.requestContext.identity.sourceIp,
    userAgent: (headers["user-agent"] ?? "").slice(0, 200).toWellFormed(),
    requestId: event.requestContext.requestId,
    now,
  };
}

/** The session's own part of an event: where in the product and at which site somebody acts. */
function sessionFacts({ session, practice }: Caller): Partial<Origin> {
  const { application, sessionId, siteId } = session;
  const siteName = siteId === undefined ? undefined : practice.sites?.[siteId];
  return { application, sessionId, ...(siteId && siteName ? { siteId, siteName } : {}) };
}

function isRouteOf(event: APIGatewayProxyEvent, route: Route | undefined): boolean {
  return route?.method === event.httpMethod && `${apiRoot}${route.path}` === event.resource;
}
