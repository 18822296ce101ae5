import { randomUUID } from "node:crypto";
import { mailTo, tokenIn } from "../../kit/inbox.ts";
import { aNewcomer, goodPassword, type Newcomer, Person, type Place, unique } from "../../kit/person.ts";
import type { OperationName } from "../budgets.ts";
import { deliver, requeue } from "./mail-delivery.ts";
import type { Request } from "./meter.ts";
import { fillPractice, type Tables, theSubject } from "./seed.ts";
import { triggerAsIn } from "./trigger.ts";

/** Runs one operation and keeps what it asked of AWS. */
export type Measure = <T>(
  name: OperationName,
  work: () => Promise<T>,
) => Promise<{ value: T; requests: readonly Request[] }>;

export interface Stage {
  readonly place: Place;
  readonly tables: Tables;
  readonly measure: Measure;
  /** Users and events that the practice has when its lists are read. */
  readonly size: number;
}

const once = () => ({ headers: { "idempotency-key": randomUUID() } });

/** A practice's life with every operation in it once, each measured by itself. */
export async function journey(stage: Stage): Promise<void> {
  const ada = aNewcomer("Ada", "Okafor");
  const manager = await signUp(stage, ada);
  const session = await manager.done("GET", "/session");
  await fillPractice(stage.tables, { practiceId: session.practiceId, actorId: session.userId, size: stage.size });
  // Filling takes longer than the minute after which a session's use is written down again.
  await manager.done("GET", "/session");
  await readLists(stage, manager, session.userId);
  const ben = aNewcomer("Ben", "Sato");
  const benId = await inviteAndRegister(stage, manager, { who: ben, practiceId: session.practiceId });
  await lockAndUnlock(stage, manager, { who: ben, userId: benId });
  await editProfile(stage, manager);
  await signOutAndIn(stage, manager, { who: ada, practiceId: session.practiceId });
}

async function signUp({ place, measure }: Stage, ada: Newcomer): Promise<Person> {
  const person = new Person(place);
  const company = { name: "Sunrise Family Practice", timeZone: "America/Chicago", email: ada.email };
  await measure("sign up", () => person.done("POST", "/practices", { company }));
  await register({ place, measure }, person, { who: ada, as: "founder" });
  await person.done("POST", "/sign-in", { identifier: ada.username, password: goodPassword });
  const { secret } = (await measure("begin authenticator", () => person.done("POST", "/second-steps/totp"))).value;
  person.authenticatorKey = secret;
  const code = await person.nextCode();
  const confirm = () => person.done("POST", "/second-steps/totp/confirm", { code });
  person.csrfToken = (await measure("confirm authenticator", confirm)).value.session.csrfToken;
  return person;
}

interface Newcoming {
  readonly who: Newcomer;
  readonly as: "founder" | "member";
}

async function register({ place, measure }: Pick<Stage, "place" | "measure">, person: Person, { who, as }: Newcoming) {
  const { firstName, lastName, username, email } = who;
  const token = tokenIn(await mailTo(place.toolsUrl, email, ({ text }) => text.includes("/invite#")));
  await measure(`open ${as} link`, () => person.done("POST", "/registrations/lookup", { token }));
  const body = { token, username, firstName, lastName, password: goodPassword };
  await measure(`register ${as}`, () => person.done("POST", "/registrations", body, once()));
}

async function readLists({ measure }: Stage, manager: Person, userId: string): Promise<void> {
  const reads = {
    "session check": "/session",
    "list users": "/users?limit=50",
    "read user": `/users/${userId}`,
    "audit, newest": "/audit-events?limit=50",
    "audit by actor": `/audit-events?limit=50&actorId=${userId}`,
    "audit by action": "/audit-events?limit=50&action=user.invited",
    "audit by subject": `/audit-events?limit=50&subjectId=${theSubject}`,
    "audit by actor and action": `/audit-events?limit=50&actorId=${userId}&action=user.invited`,
    "read practice": "/practice",
  } as const satisfies Partial<Record<OperationName, string>>;
  for (const [name, path] of Object.entries(reads) as [keyof typeof reads, string][])
    await measure(name, () => manager.done("GET", path));
}

interface Someone {
  readonly who: Newcomer;
  readonly practiceId: string;
}

async function inviteAndRegister(stage: Stage, manager: Person, { who, practiceId }: Someone): Promise<string> {
  const { firstName, lastName, email } = who;
  const invite = () => manager.done("POST", "/invitations", { firstName, lastName, email }, once());
  const { userId } = (await stage.measure("invite", invite)).value;
  await mailTo(stage.place.toolsUrl, email);
  const mail = await requeue(stage.tables, practiceId);
  await stage.measure("deliver a mail", () => deliver(mail));
  await register(stage, new Person(stage.place), { who, as: "member" });
  return userId;
}

async function lockAndUnlock(
  { place, measure }: Stage,
  manager: Person,
  { who, userId }: { who: Newcomer; userId: string },
) {
  const thief = new Person(place);
  const guess = () => thief.call("POST", "/sign-in", { identifier: who.username, password: unique("Wrong-Guess") });
  await measure("sign in, wrong password", guess);
  await Promise.all(Array.from({ length: 6 }, guess));
  await measure("sign in, locked", guess);
  await measure("unlock", () => manager.done("POST", `/users/${userId}/unlock`, {}, once()));
}

async function editProfile({ measure }: Stage, manager: Person): Promise<void> {
  const { value } = await measure("read profile", () => manager.call("GET", "/profile"));
  const version = { headers: { "if-match": String(value.headers["etag"]) } };
  await measure("edit profile", () => manager.done("PATCH", "/profile", { lastName: "Okafor-Lee" }, version));
}

async function signOutAndIn({ measure }: Stage, person: Person, { who, practiceId }: Someone): Promise<void> {
  await measure("sign out", () => person.done("POST", "/sign-out"));
  const body = { identifier: who.username, password: goodPassword };
  const { requests } = await measure("sign in, password", () => person.done("POST", "/sign-in", body));
  await measure("sign in, trigger", () => triggerAsIn(requests, practiceId));
  const code = await person.nextCode();
  await measure("sign in, second step", () => person.done("POST", "/sign-in/second-step", { method: "totp", code }));
}
