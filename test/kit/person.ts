import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { generateSync } from "otplib";
import { noteSecrets, secretsOfAnswer, secretsOfBody } from "./canaries.ts";
import { type Answered, exchange } from "./http.ts";
import { codeIn, mailTo, tokenIn } from "./inbox.ts";

/** Where the product and its mailbox are, as `npm start` prints them. */
export interface Place {
  readonly baseUrl: string;
  readonly toolsUrl: string;
}

/** What a call may say beside its body. */
export interface Saying {
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

/** A browser's worth of a person: cookies, CSRF token and authenticator, over plain HTTP. */
export class Person {
  readonly place: Place;
  readonly cookies = new Map<string, string>();
  csrfToken: string | undefined;
  authenticatorKey: string | undefined;
  #lastStep = 0;

  constructor(place: Place) {
    this.place = place;
  }

  /** Calls the API as this person's browser would. @param path below /api/v1 */
  async call(method: string, path: string, body?: unknown, { headers = {}, from }: Saying = {}): Promise<Answered> {
    const isChange = method !== "GET";
    noteSecrets(secretsOfBody(body));
    const answer = await exchange({
      method,
      url: `${this.place.baseUrl}/api/v1${path}`,
      headers: {
        ...(this.cookies.size > 0
          ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") }
          : {}),
        ...(isChange ? { "content-type": "application/json", origin: new URL(this.place.baseUrl).origin } : {}),
        ...(isChange && this.csrfToken ? { "x-csrf-token": this.csrfToken } : {}),
        ...headers,
      },
      ...(isChange ? { body: typeof body === "string" ? body : JSON.stringify(body ?? {}) } : {}),
      ...(from ? { from } : {}),
    });
    this.#keepCookies(answer);
    noteSecrets(secretsOfAnswer([...this.cookies.values()], answer.json));
    return answer;
  }

  /** The same, for a call that must succeed. */
  async done(method: string, path: string, body?: unknown, saying?: Saying): Promise<Answered["json"]> {
    return jsonOf(`${method} ${path}`, await this.call(method, path, body, saying));
  }

  /** Another app, of whose codes none was used yet. */
  takeApp(key: string): void {
    this.authenticatorKey = key;
    this.#lastStep = 0;
  }

  /**
   * An authenticator code never used before: a third one within 30 seconds waits for the next step.
   * @param isUsedAtOnce the code may be the earlier step's, which the server takes for ten seconds at least, and leaves one more
   */
  async nextCode({ isUsedAtOnce = false } = {}): Promise<string> {
    if (!this.authenticatorKey) throw new Error("this person has no authenticator");
    let step = Math.floor((Date.now() - (isUsedAtOnce ? 20_000 : 0)) / 30_000);
    while (step <= this.#lastStep) {
      // The server takes one step ahead, so that tests need not wait out a whole one.
      if (step + 1 > this.#lastStep) {
        step += 1;
        break;
      }
      await pause(500);
      step = Math.floor(Date.now() / 30_000);
    }
    this.#lastStep = step;
    return generateSync({ secret: this.authenticatorKey, epoch: step * 30 });
  }

  #keepCookies(answer: Answered): void {
    const set = answer.headers["set-cookie"] ?? [];
    for (const line of Array.isArray(set) ? set : [set]) {
      const [pair = "", ...attributes] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      const isGone = attributes.some((attribute) => attribute.trim() === "Max-Age=0");
      if (isGone) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** Good for every policy, and nobody's name. */
export const goodPassword = "Violet-Kettle-42-Harbour";
/** A name nobody else in the run has. */
export const unique = (stem: string) => `${stem}.${randomUUID().slice(0, 8)}`;

/** A phone number nobody else in the run has, E.164. */
export const aPhoneNumber = () => `+1999${String(randomInt(10_000_000_000)).padStart(10, "0")}`;

export interface Newcomer {
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly email: string;
  readonly password?: string;
}

/** A newcomer's answers with names nobody else has. */
export function aNewcomer(firstName: string, lastName: string): Newcomer {
  const username = unique(firstName.toLowerCase());
  return { firstName, lastName, username, email: `${username}@sunrise.example` };
}

/** Signs a practice up, confirms the address, enrols an authenticator: its first security administrator, signed in. */
export async function openPractice(
  place: Place,
  who: Newcomer,
  company: Record<string, unknown> = {},
): Promise<Person> {
  const person = new Person(place);
  await person.done("POST", "/practices", {
    company: { name: "Sunrise Family Practice", timeZone: "America/Chicago", email: who.email, ...company },
  });
  await registerFrom(person, who);
  await signInAs(person, who);
  await enrolTotp(person);
  return person;
}

/** Registers with the link in the newest mail. */
export async function registerFrom(person: Person, who: Newcomer): Promise<void> {
  const mail = await mailTo(person.place.toolsUrl, who.email, ({ text }) => text.includes("/invite#"));
  await registerWith(person, who, tokenIn(mail));
}

/** Registers with a token. */
export async function registerWith(person: Person, who: Newcomer, token: string): Promise<void> {
  const { firstName, lastName, username, password = goodPassword } = who;
  await person.done(
    "POST",
    "/registrations",
    { token, username, firstName, lastName, password },
    { headers: { "idempotency-key": randomUUID() } },
  );
}

/** @throws Error with the whole answer when the call was refused */
function jsonOf(asked: string, { status, text, json }: Answered): Answered["json"] {
  if (status >= 300) throw new Error(`${asked}: ${status} ${text}`);
  return json;
}

const signInTries = 3;

/** Gives the password; the reply says what the second step is. Who is told that the service is busy tries again, as people do. */
export async function signInAs(
  person: Person,
  who: Pick<Newcomer, "username" | "password">,
): Promise<Answered["json"]> {
  const body = { identifier: who.username, password: who.password ?? goodPassword };
  let answer = await person.call("POST", "/sign-in", body);
  for (let tried = 1; answer.status === 503 && tried < signInTries; tried++)
    answer = await person.call("POST", "/sign-in", body);
  return jsonOf("POST /sign-in", answer);
}

/** Where both proofs led to, such as `signed-in`, or `choose` for somebody who has to choose his role. */
type Outcome = string;

function enter(person: Person, { outcome, session }: Answered["json"]): Outcome {
  if (session) person.csrfToken = session.csrfToken;
  return outcome;
}

/** Sets an authenticator up and is signed in, unless something else is asked first. */
export async function enrolTotp(person: Person): Promise<Outcome> {
  const { secret } = await person.done("POST", "/second-steps/totp");
  person.authenticatorKey = secret;
  const code = await person.nextCode({ isUsedAtOnce: true });
  return enter(person, await person.done("POST", "/second-steps/totp/confirm", { code }));
}

/** Takes e-mail codes and is signed in, unless something else is asked first. */
export async function enrolEmail(person: Person, email: string): Promise<Outcome> {
  await person.done("POST", "/second-steps/email");
  const mail = await mailTo(person.place.toolsUrl, email, ({ subject }) => /code/i.test(subject));
  return enter(person, await person.done("POST", "/second-steps/email/confirm", { code: codeIn(mail) }));
}

/** Takes codes by text to this number and is signed in. */
export async function enrolSms(person: Person, phone: string): Promise<void> {
  await person.done("POST", "/second-steps/sms", { phone });
  const { session } = await person.done("POST", "/second-steps/sms/confirm", {
    code: codeIn(await mailTo(person.place.toolsUrl, phone)),
  });
  person.csrfToken = session.csrfToken;
}

/** Signs in with password and authenticator. */
export async function signInWithTotp(person: Person, who: Newcomer): Promise<void> {
  await signInAs(person, who);
  const { session } = await person.done("POST", "/sign-in/second-step", {
    method: "totp",
    code: await person.nextCode(),
  });
  person.csrfToken = session.csrfToken;
}

/** Signs in with password and a mailed code. */
export async function signInWithEmail(person: Person, who: Newcomer): Promise<void> {
  const asked = Date.now();
  await signInAs(person, who);
  const isNew = (at: string) => Date.parse(at) >= asked - 50;
  const mail = await mailTo(person.place.toolsUrl, who.email, ({ subject, at }) => /code/i.test(subject) && isNew(at));
  const { session } = await person.done("POST", "/sign-in/second-step", { method: "email", code: codeIn(mail) });
  person.csrfToken = session.csrfToken;
}

/** Ten recovery codes, as they are shown once. */
export async function recoveryCodesOf(person: Person): Promise<string[]> {
  return (await person.done("POST", "/recovery-codes")).codes;
}

/** Invites somebody and brings him in, with e-mail codes unless his roles want more. */
export async function bringIn(manager: Person, who: Newcomer, roles: readonly string[] = ["member"]): Promise<Person> {
  const { firstName, lastName, email } = who;
  await manager.done("POST", "/invitations", { firstName, lastName, email, roles });
  const person = new Person(manager.place);
  await registerFrom(person, who);
  const asked = await signInAs(person, who);
  if (asked.open.includes("email")) await enrolEmail(person, email);
  else await enrolTotp(person);
  return person;
}
