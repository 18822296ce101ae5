import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import { exchange } from "../kit/http.ts";
import { mailTo, tokenIn } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, bringIn, enrolTotp, openPractice, Person, registerWith, signInAs, unique } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";
import { withoutVendor } from "../kit/vendor.ts";

const place = inject("place");
const olu = aNewcomer("Olu", "Brandt");
const ada = aNewcomer("Ada", "Requests");
let operator: Person;
let administrator: Person;
const practiceOf = (person: Person) => person.cookies.get("__Host-gh")?.split(".")[0] ?? "";
const again = () => ({ headers: { "idempotency-key": randomUUID() } });
const form = { contactName: "Rosa Lindgren", softwareName: "Theralytics", claimType: "837P" };

/** Calls the function as `aws lambda invoke` does. */
async function found(payload: unknown) {
  const name = inject("environments")["FoundOperators"]?.["AWS_LAMBDA_FUNCTION_NAME"];
  const url = `${inject("endpoints")["lambda"]}/2015-03-31/functions/${name}/invocations`;
  return exchange({ method: "POST", url, body: JSON.stringify(payload) });
}
const linkTo = async (email: string, isOther: (token: string) => boolean = () => true) =>
  tokenIn(await mailTo(place.toolsUrl, email, (mail) => mail.text.includes("/invite#") && isOther(tokenIn(mail))));
const letterTo = (email: string, words: string) => mailTo(place.toolsUrl, email, ({ text }) => text.includes(words));

async function ask(person: Person, more: Record<string, unknown> = {}) {
  return person.done("POST", "/sftp-requests", { ...form, ...more }, again());
}

beforeAll(async () => {
  await withoutVendor();
  administrator = await openPractice(place, ada);
});

test("the first operator is made by one call of a function that no route leads to, and only once", async () => {
  const wrong = await found({ email: "nobody", name: "" });
  expect(wrong.headers["x-amz-function-error"]).toBe("Unhandled");
  expect(wrong.text).toMatch(/email: must be an e-mail address.*name/);
  const founding = { email: olu.email, name: "Brandt Clearing" };
  const { json: begun } = await found(founding);
  expect(begun).toEqual({ outcome: "link-mailed", practiceId: expect.stringMatching(/^prc_/) });
  const first = await linkTo(olu.email);
  expect((await found(founding)).json).toEqual(begun);
  const second = await linkTo(olu.email, (token) => token !== first);
  operator = new Person(place);
  await expect(registerWith(operator, olu, first)).rejects.toThrow("invitation.link-invalid");
  await registerWith(operator, olu, second);
  await signInAs(operator, olu);
  expect(await enrolTotp(operator)).toBe("signed-in");
  const session = await operator.done("GET", "/session");
  expect(session.roles).toEqual(["security-administrator", "user-manager", "operator"]);
  expect(practiceOf(operator)).toBe(begun.practiceId);
  expect((await found({ ...founding, email: "second@vendor.example" })).json.outcome).toBe("founded-already");
  await expect.poll(async () => (await operator.done("GET", "/users?role=operator")).items, listed).toHaveLength(1);
});

test("a request goes from the form to the account, with a letter at each step and a line in both logs", async () => {
  const asked = await ask(administrator, { notes: "Every evening at eight.", addresses: ["203.0.113.9/24"] });
  expect(asked).toMatchObject({ state: "submitted", requestedByName: "Ada Requests", addresses: ["203.0.113.0/24"] });
  const { requestId } = asked;
  await letterTo(ada.email, "waits for a decision");
  expect((await letterTo(olu.email, "Every evening at eight.")).subject).toContain("SFTP request");

  const about = `/operator/sftp-requests/${requestId}`;
  const { items } = await operator.done("GET", "/operator/sftp-requests");
  expect(items.find((item: { requestId: string }) => item.requestId === requestId)).toMatchObject({
    practiceName: "Sunrise Family Practice",
    state: "submitted",
  });
  expect((await operator.done("GET", about)).may).toEqual(["take", "approve", "reject", "comment"]);
  await operator.done("POST", `${about}/take`, {}, again());
  await letterTo(ada.email, "being looked at");
  await operator.done("POST", `${about}/comments`, { text: "Which site sends them?" }, again());
  await letterTo(ada.email, "Which site sends them?");
  await administrator.done("POST", `/sftp-requests/${requestId}/comments`, { text: "Only the main office." }, again());
  await letterTo(olu.email, "Only the main office.");

  const approved = await operator.done("POST", `${about}/approve`, { comment: "Welcome." }, again());
  expect(approved).toMatchObject({ state: "provisioned", accountId: expect.stringMatching(/^sfa_/), may: ["comment"] });
  await letterTo(ada.email, "the account is made");
  const named = await letterTo(ada.email, "sunrise-theralytics");
  const revealing = await letterTo(ada.email, "/s#");
  expect(revealing.text).not.toContain("sunrise-theralytics");
  expect(named.text).not.toContain("/s#");

  const seen = await administrator.done("GET", `/sftp-requests/${requestId}`);
  expect(seen).toMatchObject({
    state: "provisioned",
    decidedByName: "Olu Brandt (Gatehouse support)",
    may: ["comment", "edit-enrolments"],
  });
  expect(seen.comments.map(({ side, text }: { side: string; text: string }) => [side, text])).toEqual([
    ["operator", "Which site sends them?"],
    ["practice", "Only the main office."],
    ["operator", "Welcome."],
  ]);
  const steps = ["submitted", "taken", "commented", "commented", "approved", "provisioned"];
  const [own, vendors] = await Promise.all([
    eventsOf(practiceOf(administrator), requestId),
    eventsOf(practiceOf(operator), requestId),
  ]);
  expect(own.map(({ action }) => action).filter((action) => action !== "operator.request-seen")).toEqual(
    steps.map((step) => `sftp-request.${step}`),
  );
  expect(own.find(({ action }) => action === "operator.request-seen")?.["actorName"]).toBe(
    "Olu Brandt (Gatehouse support)",
  );
  expect(vendors.map(({ action }) => action)).toEqual([
    "operator.request-seen",
    ...["taken", "commented", "approved"].map((step) => `sftp-request.${step}`),
  ]);
});

test("a rejected request says why, a cancelled one is gone from the queue, and both stay readable", async () => {
  const [rejected, cancelled] = [
    await ask(administrator),
    await ask(administrator, { softwareName: "Open Dental", claimType: "837D" }),
  ];
  const about = (requestId: string) => `/operator/sftp-requests/${requestId}`;
  await operator.done(
    "POST",
    `${about(rejected.requestId)}/reject`,
    { reason: "You have this account already" },
    again(),
  );
  await letterTo(ada.email, "You have this account already");
  const reason = `Not needed ${unique("any").replace(".", " ")}`;
  await administrator.done("POST", `/sftp-requests/${cancelled.requestId}/cancel`, { reason }, again());
  await letterTo(olu.email, reason);
  const states = async (queue: string) =>
    (await operator.done("GET", `/operator/sftp-requests?queue=${queue}`)).items.map(
      ({ requestId, state }: Record<string, string>) => `${requestId} ${state}`,
    );
  expect(await states("waiting")).toEqual([]);
  expect((await states("over")).slice(0, 2)).toEqual([
    `${cancelled.requestId} cancelled`,
    `${rejected.requestId} rejected`,
  ]);
  const { items } = await administrator.done("GET", "/sftp-requests");
  expect(items.map(({ state }: { state: string }) => state)).toEqual(["cancelled", "rejected", "provisioned"]);
});

test("enrolments are kept by the practice alone, each change exactly as it was read", async () => {
  const { requestId } = await ask(administrator);
  const path = `/sftp-requests/${requestId}`;
  const { headers } = await administrator.call("GET", path);
  const enrolments = [{ payer: "Blue Shore Health", isEdiDone: true, isEraDone: false }];
  const change = () =>
    administrator.call("PATCH", path, { enrolments }, { headers: { "if-match": String(headers["etag"]) } });
  expect((await change()).json.enrolments).toEqual(enrolments);
  expect((await change()).json.code).toBe("request.changed-meanwhile");
  await administrator.done("POST", `${path}/cancel`, { reason: "Only a list" }, again());
});

test("user managers ask where the policy says so, and read what was asked where it does not", async () => {
  const manager = await bringIn(administrator, aNewcomer("Uma", "Requests"), ["user-manager"]);
  const wish = () => manager.call("POST", "/sftp-requests", form, again());
  expect((await wish()).json.code).toBe("session.forbidden");
  expect((await manager.done("GET", "/sftp-requests")).items.length).toBeGreaterThan(3);
  const { json, headers } = await administrator.call("GET", "/practice/policy");
  const policy = { ...json.policy, sftpRequesters: "user-managers" };
  const saying = { headers: { "if-match": String(headers["etag"]) } };
  await administrator.done("PUT", "/practice/policy", { policy, reason: "They know the software" }, saying);
  expect((await manager.done("GET", "/session")).permissions).toContain("sftp:request");
  const { json: asked } = await wish();
  expect(asked.may).toContain("cancel");
  await manager.done("POST", `/sftp-requests/${asked.requestId}/cancel`, { reason: "Only to try" }, again());
});

test("operators make operators, see every practice, and take an address off those that mail does not reach", async () => {
  const pia = aNewcomer("Pia", "Brandt");
  const second = await bringIn(operator, pia, ["operator"]);
  expect((await second.done("GET", "/session")).roles).toEqual(["operator"]);
  expect((await second.call("GET", "/users")).json.code).toBe("session.forbidden");
  await administrator.done(
    "PATCH",
    "/practice",
    { name: "Quetzal Family Practice" },
    {
      headers: { "if-match": String((await administrator.call("GET", "/practice")).headers["etag"]) },
    },
  );
  const { items: practices } = await second.done("GET", "/operator/practices?search=qu%C3%A9tzal");
  expect(practices).toEqual([
    expect.objectContaining({
      practiceId: practiceOf(administrator),
      name: "Quetzal Family Practice",
      isVendor: false,
    }),
  ]);
  const all = await second.done("GET", "/operator/practices?limit=100");
  const names = all.items.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(["Brandt Clearing", "Quetzal Family Practice"]));
  expect(all.items.find(({ name }: { name: string }) => name === "Brandt Clearing").isVendor).toBe(true);
  const email = `bounce+${unique("x").replace(".", "")}@simulator.amazonses.com`;
  const bad = await administrator.done("POST", "/invitations", { firstName: "Bo", lastName: "Bounced", email });
  const dead = async () => (await second.done("GET", "/operator/suppressed-addresses")).items;
  await expect.poll(async () => (await dead()).map((each: { email: string }) => each.email), listed).toContain(email);
  const [{ addressId, because }] = (await dead()).filter((each: { email: string }) => each.email === email);
  expect(because).toBe("bounced");
  const release = () => second.call("DELETE", `/operator/suppressed-addresses/${addressId}`);
  expect((await release()).status).toBe(204);
  expect((await release()).json.code).toBe("operator.address-not-found");
  expect((await administrator.done("GET", `/users/${bad.userId}`)).delivery).toBeUndefined();
  const events = await eventsOf(practiceOf(administrator), bad.userId);
  expect(events.map(({ action, actorName }) => [action, actorName])).toContainEqual([
    "operator.address-released",
    "Pia Brandt (Gatehouse support)",
  ]);
});
