import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "../../../shared/data/ids.ts";
import { auditPartition, type Key, keys, mailPrefix } from "../../../shared/data/keys.ts";
import { scopeOf } from "../../../shared/domain/practice-scope.ts";
import { practiceId } from "../../kit/builders.ts";

const scope = scopeOf(practiceId);
const eventId = newId("evt", new Date("2026-01-31T23:59:59.999Z"));

/** Each kind with the same words wherever it takes some. */
const made: Record<keyof typeof keys, (one: string, other: string) => Key> = {
  practice: () => keys.practice(scope),
  user: (one) => keys.user(scope, one),
  recoveryCodes: (one) => keys.recoveryCodes(scope, one),
  pin: (one) => keys.pin(scope, one),
  invitation: (one) => keys.invitation(scope, one),
  practiceAddress: (one) => keys.practiceAddress(scope, one),
  site: (one) => keys.site(scope, one),
  siteName: (one) => keys.siteName(scope, one),
  department: (one) => keys.department(scope, one),
  departmentName: (one) => keys.departmentName(scope, one),
  pharmacy: (one) => keys.pharmacy(scope, one),
  seat: (one) => keys.seat(scope, one),
  payer: (one) => keys.payer(scope, one),
  breakGlassGrant: (one) => keys.breakGlassGrant(scope, one),
  import: (one) => keys.import(scope, one),
  importPart: (one) => keys.importPart(scope, one, 7),
  epcsClock: () => keys.epcsClock(scope),
  epcsDay: (one) => keys.epcsDay(scope, one),
  epcsPlace: (one) => keys.epcsPlace(scope, one),
  epcsProposal: (one) => keys.epcsProposal(scope, one),
  sftpAccount: (one) => keys.sftpAccount(scope, one),
  sftpUse: (one) => keys.sftpUse(scope, one),
  sftpFile: (one, other) => keys.sftpFile(scope, one, other),
  sftpArrivals: (one) => keys.sftpArrivals(scope, one),
  sftpAnswers: (one) => keys.sftpAnswers(scope, one),
  sftpInterchange: (one, other) => keys.sftpInterchange(scope, one, other),
  sftpUsername: (one) => keys.sftpUsername(one),
  sftpKey: (one) => keys.sftpKey(one),
  secretLinkCode: (one) => keys.secretLinkCode(one, 7),
  sftpRequest: (one) => keys.sftpRequest(scope, one),
  sftpQueue: (one) => keys.sftpQueue("waiting", one),
  vendor: () => keys.vendor(),
  practiceListing: (one) => keys.practiceListing(scope, one),
  deadAddress: (one) => keys.deadAddress(one),
  deadAddressOf: (one) => keys.deadAddressOf(one),
  mail: (one) => keys.mail(scope, one),
  username: (one) => keys.username(one),
  awaitedColleague: (one) => keys.awaitedColleague(scope, one),
  address: (one) => keys.address(one),
  reply: (one, other) => keys.reply(one, "inviteUser", other),
  session: (one, other) => keys.session(one, other),
  browser: (one, other) => keys.browser(one, other),
  newApp: (one, other) => keys.newApp(one, other),
  pending: (one, other) => keys.pending(one, other),
  phoneChallenge: (one) => keys.phoneChallenge(one),
  tries: (one) => keys.tries(one, "code"),
  throttle: (one) => keys.throttle(one, 7),
  directoryHead: (one) => keys.directoryHead(scope, one),
  directoryCounts: () => keys.directoryCounts(scope),
  claim: (one) => keys.claim(one),
  auditEvent: () => keys.auditEvent(practiceId, eventId),
};
const textOf = ({ pk, sk }: Key) => JSON.stringify([pk, sk]);
/** What ids, names, addresses and keys may hold: never a `#` at the seams. */
const word = fc.stringMatching(/^[\w.@+~-]{1,40}$/);

test("no key of one kind is a key of another, whatever the words in it", () => {
  expect(Object.keys(made).sort()).toEqual(Object.keys(keys).sort());
  fc.assert(
    fc.property(word, word, (one, other) => {
      const all = Object.values(made).map((make) => textOf(make(one, other)));
      expect(new Set(all).size).toBe(all.length);
    }),
  );
});

test("two different things of one kind have two keys", () => {
  const taking = Object.entries(made).filter(
    ([kind]) => !["practice", "auditEvent", "directoryCounts", "epcsClock", "vendor"].includes(kind),
  );
  fc.assert(
    fc.property(word, word, word, (one, other, third) => {
      fc.pre(one !== other);
      for (const [, make] of taking) expect(textOf(make(one, third))).not.toBe(textOf(make(other, third)));
    }),
  );
});

test("rows of a practice lie in its partition, and no other practice's scope reaches them", () => {
  const other = scopeOf("prc_01HV3Q9Z6K2M4N5P7R8S9T0V1Z");
  const within = [keys.practice, (of: typeof scope) => keys.user(of, "u"), (of: typeof scope) => keys.mail(of, "m")];
  for (const make of within) {
    expect(make(scope).pk).toBe(`P#${practiceId}`);
    expect(make(other).pk).not.toBe(make(scope).pk);
  }
});

test("the mailer's filter prefix is what a mail's sort key begins with, and nothing else's in the partition", () => {
  const starts = Object.entries(made)
    .map(([kind, make]) => [kind, make("x", "y")] as const)
    .filter(([, { pk, sk }]) => pk === `P#${practiceId}` && sk.startsWith(mailPrefix));
  expect(starts.map(([kind]) => kind)).toEqual(["mail"]);
});

test.each([
  ["2026-01-31T23:59:59.999Z", "2026-01"],
  ["2026-02-01T00:00:00.000Z", "2026-02"],
])("an event of %s lies in the month %s of UTC", (at, month) => {
  const id = newId("evt", new Date(at));
  expect(keys.auditEvent(practiceId, id)).toEqual({ pk: `P#${practiceId}#${month}`, sk: id });
  expect(auditPartition(practiceId, new Date(at))).toBe(`P#${practiceId}#${month}`);
});
