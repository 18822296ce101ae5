import { expect, test } from "vitest";
import { differences, eventOf } from "../../../shared/audit/event.ts";
import { anOrigin, aPractice, practiceId, userId } from "../../kit/builders.ts";

test("an event says who, when and from where by its origin, and what by its deed", () => {
  const origin = anOrigin({ address: "127.0.0.2", requestId: "r-1", roles: ["member"] });
  expect(eventOf(origin, { action: "practice.changed", subjectId: practiceId, subjectVersion: 2 }, "evt_1")).toEqual({
    eventId: "evt_1",
    practiceId,
    at: "2026-01-02T03:04:05.678Z",
    action: "practice.changed",
    outcome: "success",
    actorId: userId,
    actorName: "Ben Sato",
    address: "127.0.0.2",
    requestId: "r-1",
    roles: ["member"],
    subjectId: practiceId,
    subjectVersion: 2,
  });
});

test("a deed may say how it ended, and the id given to the event wins over the deed's own", () => {
  const event = eventOf(anOrigin(), { action: "sign-in.refused", outcome: "refused", eventId: "evt_2" }, "evt_1");
  expect(event).toMatchObject({ outcome: "refused", eventId: "evt_1" });
});

const before = aPractice({ npi: "1234567893", applications: ["ehr"] });

test.each([
  { after: {}, changes: {} },
  { after: { name: before.name }, changes: {} },
  { after: { applications: ["ehr"] as const }, changes: {} },
  { after: { name: "Lakeside" }, changes: { name: { before: before.name, after: "Lakeside" } } },
  { after: { applications: [] }, changes: { applications: { before: ["ehr"], after: [] } } },
  { after: { npi: undefined }, changes: { npi: { before: "1234567893", after: undefined } } },
])("the differences of $after are $changes", ({ after, changes }) => {
  expect(differences(before, after)).toEqual(changes);
});

test("a field that was not there before has no before", () => {
  expect(differences(aPractice(), { npi: "1234567893" })).toEqual({ npi: { before: undefined, after: "1234567893" } });
});
