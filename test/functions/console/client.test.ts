import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clientOf } from "../../../functions/console/src/api/client.ts";
import type { ProblemError } from "../../../functions/console/src/api/problem-error.ts";
import { practiceRoutes } from "../../../shared/contract/practices.ts";
import { secretLinkRoutes } from "../../../shared/contract/secret-links.ts";
import { userRoutes } from "../../../shared/contract/users.ts";

const sent: { url: string; init: RequestInit }[] = [];
let answer: () => Response | Promise<Response>;

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answer();
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const surroundings = { basePath: "/dev", csrfToken: () => "token-of-the-session" };
const users = clientOf(userRoutes, surroundings);
const secretLinks = clientOf(secretLinkRoutes, surroundings);
const practices = clientOf(practiceRoutes, surroundings);
const problem = (status: number, body: object, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json", ...headers } });
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => {
      throw new Error("the call was not refused");
    },
    (thrown: ProblemError) => thrown,
  );

test("a list is asked for under the stage's path, without the query parts that are not given", async () => {
  answer = () => Response.json({ items: [] });
  await users.listUsers({ query: { limit: 25, cursor: undefined } });
  expect(sent[0]?.url).toBe("/dev/api/v1/users?limit=25");
  expect(sent[0]?.init.method).toBe("GET");
  expect(sent[0]?.init.body).toBeUndefined();
  expect(Object.keys(sent[0]?.init.headers ?? {})).not.toContain("x-csrf-token");
});

test("a change carries the session's token, its intention and a JSON body, and an id cannot leave its place", async () => {
  answer = () => problem(404, { status: 404, code: "user.not-found", detail: "No such user in this practice." });
  await refusalOf(users.unlockUser({ path: { userId: "../invitations?x" }, body: {}, intention: "key-1" }));
  expect(sent[0]?.url).toBe("/dev/api/v1/users/..%2Finvitations%3Fx/unlock");
  expect(sent[0]?.init.headers).toMatchObject({
    "content-type": "application/json",
    "x-csrf-token": "token-of-the-session",
    "idempotency-key": "key-1",
  });
  expect(sent[0]?.init.body).toBe("{}");
});

test("a public call carries no token", async () => {
  answer = () => Response.json({ outcome: "confirm-address" }, { status: 202 });
  const company = { name: "Sunrise", email: "ada@sunrise.example", timeZone: "America/Chicago" };
  await practices.signUp({ body: { company }, intention: "key-2" });
  expect(Object.keys(sent[0]?.init.headers ?? {})).not.toContain("x-csrf-token");
});

test("a public call that knows its caller carries the session's token, where there is one", async () => {
  answer = () => problem(410, { status: 410, code: "secret-link.used", detail: "This link was used already." });
  await refusalOf(secretLinks.revealSecret({ body: { token: "t" }, intention: "key-3" }));
  expect(sent[0]?.init.headers).toMatchObject({ "x-csrf-token": "token-of-the-session", "idempotency-key": "key-3" });
});

test("an edit names the version that was read", async () => {
  const practice = {
    practiceId: "prc_1",
    name: "Sunrise",
    timeZone: "America/Chicago",
    isSoleProprietor: false,
    furtherNpis: [],
    addressLines: [],
    contact: {},
    applications: [],
    closures: [],
    checklist: [],
  };
  answer = () => Response.json(practice, { headers: { etag: '"3"' } });
  const { value, version } = await practices.getPractice();
  expect(value).toEqual(practice);
  await practices.updatePractice({ body: { name: "Sunset" }, version });
  expect(sent[1]?.init.headers).toMatchObject({ "if-match": '"3"' });
});

test("a refusal arrives with its code, its fields and the request id", async () => {
  const errors = [{ pointer: "/email", code: "invalid", detail: "Enter an e-mail address." }];
  const body = { status: 429, code: "request.too-many", detail: "Wait.", instance: "urn:request:r-1", errors };
  answer = () => problem(429, body, { "retry-after": "20" });
  const refusal = await refusalOf(practices.getPractice());
  expect(refusal).toMatchObject({ status: 429, code: "request.too-many", detail: "Wait.", requestId: "r-1", errors });
  expect(refusal.retryAfterSeconds).toBe(20);
});

test("an answer that is no problem document still becomes a sentence for a person", async () => {
  answer = () => new Response("<html>Bad gateway</html>", { status: 502 });
  expect(await refusalOf(practices.getPractice())).toMatchObject({ status: 502, code: "unknown" });
});

test("a service that cannot be reached is told as such", async () => {
  answer = () => Promise.reject(new TypeError("fetch failed"));
  expect(await refusalOf(practices.getPractice())).toMatchObject({ status: 0, code: "offline" });
});

describe("a call that is too sensitive for this moment", () => {
  const tooSensitive = () => problem(403, { status: 403, code: "session.step-up-required", detail: "Confirm it." });
  const askedWith = (isDone: boolean) => {
    const asked = { times: 0 };
    const stepUp = async () => {
      asked.times += 1;
      return isDone;
    };
    return { asked, users: clientOf(userRoutes, { ...surroundings, stepUp }) };
  };

  test("is repeated as it was, with its key, once the step-up is done", async () => {
    const { asked, users: sensitive } = askedWith(true);
    answer = () => (sent.length === 1 ? tooSensitive() : problem(404, { status: 404, code: "user.not-found" }));
    const refusal = await refusalOf(sensitive.unlockUser({ path: { userId: "usr_1" }, body: {}, intention: "key-9" }));
    expect(refusal.code).toBe("user.not-found");
    expect(asked.times).toBe(1);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[1]?.init.headers).toMatchObject({ "idempotency-key": "key-9" });
  });

  test("is refused when the step-up is given up, and asks once only", async () => {
    const { asked, users: sensitive } = askedWith(false);
    answer = tooSensitive;
    const refusal = await refusalOf(sensitive.unlockUser({ path: { userId: "usr_1" }, body: {}, intention: "key-9" }));
    expect(refusal).toMatchObject({ code: "session.step-up-required", detail: "Confirm it." });
    expect([asked.times, sent.length]).toEqual([1, 1]);
    const insisting = askedWith(true);
    await refusalOf(insisting.users.unlockUser({ path: { userId: "usr_1" }, body: {}, intention: "key-9" }));
    expect(insisting.asked.times).toBe(1);
  });
});
