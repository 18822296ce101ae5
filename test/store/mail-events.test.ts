import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { beforeEach, expect, test } from "vitest";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { aUser } from "../kit/builders.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";

takeEnvironment();
const { store, tables } = await import("../../shared/data/client.ts");
const { mailRow } = await import("../../shared/data/outbox.ts");
const { newId } = await import("../../shared/data/ids.ts");
const { keys } = await import("../../shared/data/keys.ts");

/** A person whose invitation has just left, without the mailer: its own row is as the mailer leaves it. */
async function invited() {
  const practiceId = unique("prc").replace(".", "-");
  const [scope, now] = [scopeOf(practiceId), new Date()];
  const [userId, mailId] = [newId("usr", now), newId("eml", now)];
  const email = `${unique("ben")}@sunrise.example`;
  const {
    mailQueue: _queue,
    dueAt: _due,
    ...mail
  } = mailRow(
    scope,
    {
      letter: "invitation",
      mailId,
      to: email,
      subjectId: userId,
      subjectName: "Ben Sato",
      params: { practiceName: "Sunrise Clinic", inviterName: "Ada", firstName: "Ben", until: "noon" },
      secret: { kind: "invitation-link", tokenId: "x", generation: 1, keyVersion: "x" },
    },
    now,
  );
  const user = aUser({ practiceId, userId, email, status: "invited", delivery: "sent", invitationMailId: mailId });
  for (const row of [
    { ...mail, state: "sent" },
    { ...keys.user(scope, userId), ...user },
    { ...keys.practiceAddress(scope, email), userId },
  ])
    await store.send(new PutCommand({ TableName: tables.practice(), Item: row }));
  const rowAt = async (key: { pk: string; sk: string }) =>
    (await store.send(new GetCommand({ TableName: tables.practice(), Key: key, ConsistentRead: true }))).Item;
  return {
    practiceId,
    userId,
    mailId,
    user: () => rowAt(keys.user(scope, userId)),
    mail: () => rowAt(keys.mail(scope, mailId)),
    put: (changes: object) =>
      store.send(
        new PutCommand({ TableName: tables.practice(), Item: { ...keys.user(scope, userId), ...user, ...changes } }),
      ),
  };
}
type Guest = Awaited<ReturnType<typeof invited>>;

const bounce = (bounceType: string, bounceSubType: string, diagnosticCode?: string) => ({
  eventType: "Bounce",
  bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: "x", diagnosticCode }] },
});
const told = {
  delivery: { eventType: "Delivery", delivery: {} },
  bounce: bounce("Permanent", "General", "smtp; 550 5.1.1 user unknown"),
  suppressed: bounce("Permanent", "OnAccountSuppressionList"),
  transient: bounce("Transient", "MailboxFull"),
  complaint: { eventType: "Complaint", complaint: { complaintFeedbackType: "abuse" } },
  delay: { eventType: "DeliveryDelay", deliveryDelay: {} },
} as const;
const eventOf = ({ practiceId, mailId }: Pick<Guest, "practiceId" | "mailId">, what: keyof typeof told) => ({
  source: "aws.ses",
  detail: { ...told[what], mail: { messageId: "m", tags: { practice: [practiceId], mail: [mailId] } } },
});
const take = async (event: unknown) => (await handlerOf("mail-events"))(event as never, someContext);
const actionsOf = async ({ practiceId }: Guest) => (await eventsOf(practiceId)).map(({ action }) => action);

let guest: Guest;
beforeEach(async () => {
  guest = await invited();
});

test.each([
  [["delivery"], "delivered", ["mail.delivered"]],
  [["bounce"], "bounced", ["mail.bounced"]],
  [["suppressed"], "suppressed", ["mail.suppressed"]],
  [["transient"], "failed", ["mail.abandoned"]],
  [["delay"], "sent", []],
  [["complaint"], "complained", ["mail.complained"]],
] as const)("of %s the person's row says %s", async (events, delivery, actions) => {
  for (const what of events) await take(eventOf(guest, what));
  expect((await guest.user())?.["delivery"]).toBe(delivery);
  expect(await actionsOf(guest)).toEqual(actions);
});

test.each([
  ["in order", ["delivery", "delivery", "delivery", "complaint", "complaint", "complaint"]],
  ["the other way round", ["complaint", "complaint", "complaint", "delivery", "delivery", "delivery"]],
  ["mixed", ["delivery", "complaint", "delivery", "complaint", "delivery", "complaint"]],
] as const)("events that come three times each, %s, have one effect (attack 96)", async (_, events) => {
  await Promise.all(events.map((what) => take(eventOf(guest, what))));
  expect(await guest.user()).toMatchObject({ delivery: "complained", deliveryReason: "abuse" });
  expect(await guest.mail()).toMatchObject({ delivery: "complained", state: "sent" });
  expect((await actionsOf(guest)).filter((action) => action === "mail.complained")).toHaveLength(1);
  expect((await actionsOf(guest)).filter((action) => action === "mail.delivered").length).toBeLessThanOrEqual(1);
});

test("an event of a letter to the address before says nothing of the one now", async () => {
  await guest.put({ email: "other@sunrise.example" });
  await take(eventOf(guest, "bounce"));
  expect(await guest.user()).toMatchObject({ delivery: "sent" });
  expect(await guest.mail()).toMatchObject({ delivery: "bounced" });
});

test("that an older letter arrived says nothing of the newest, that one bounced does", async () => {
  await guest.put({ invitationMailId: "eml_newer", delivery: "queued" });
  await take(eventOf(guest, "delivery"));
  expect(await guest.user()).toMatchObject({ delivery: "queued" });
  await take(eventOf(guest, "bounce"));
  expect(await guest.user()).toMatchObject({ delivery: "bounced" });
});

test.each([
  undefined,
  {},
  { detail: { eventType: "Bounce" } },
  { detail: { eventType: "Delivery", mail: { tags: { practice: ["prc_x"], mail: ["eml_x"] } } } },
  { detail: { eventType: "Delivery", mail: { tags: {} } } },
])("what is no event of a letter of ours changes nothing: %j", async (event) => {
  await expect(take(event)).resolves.toBeUndefined();
});
