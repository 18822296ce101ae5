import { randomUUID } from "node:crypto";
import type { Role } from "../../shared/domain/role.ts";
import type { User } from "../../shared/domain/user.ts";
import type { Answered } from "./http.ts";
import { enrolTotp, type Newcomer, Person, registerFrom, signInAs } from "./person.ts";
import { amend } from "./rows.ts";

/** The place of a practice that has no sites. */
export const whole = "practice";
export const keyed = () => ({ headers: { "idempotency-key": randomUUID() } });
export const userIdOf = async (person: Person): Promise<string> => (await person.done("GET", "/session")).userId;
export const practiceOf = (person: Person): string => person.cookies.get("__Host-gh")!.split(".")[0]!;

const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);
/** A registrant's fields with a DEA number of his own, good for a month. */
export const registration = (deaNumber: string) => ({
  type: "provider" as const,
  ...{ deaNumber, deaExpiresOn: days(30), licenceNumber: "036-118042", licenceState: "IL", licenceExpiresOn: days(30) },
});
export const yesterday = () => days(-2);

/** Writes attributes of a user's row, as time or another part of the product would. */
export async function amendUser(person: Person, own: Partial<Record<keyof User, unknown>>): Promise<void> {
  const userId = await userIdOf(person);
  await amend("PRACTICE_TABLE", { pk: `P#${practiceOf(person)}`, sk: `U#${userId}` }, own);
}

/** Invites somebody who sets an authenticator app up. */
export async function bringInWithApp(manager: Person, who: Newcomer, role: Role = "member"): Promise<Person> {
  const { firstName, lastName, email } = who;
  await manager.done("POST", "/invitations", { firstName, lastName, email, roles: [role] });
  const person = new Person(manager.place);
  await registerFrom(person, who);
  await signInAs(person, who);
  await enrolTotp(person);
  return person;
}

/** Designates somebody for a place, or takes him off. */
export const designate = (by: Person, userId: string, own: object = {}): Promise<Answered> =>
  by.call("PUT", `/epcs/people/${userId}`, {
    place: whole,
    isDesignated: true,
    reason: "Agreed at the meeting",
    ...own,
  });

/** Enters a proposal about somebody. */
export const propose = (by: Person, userId: string, own: object = {}): Promise<Answered> =>
  by.call(
    "POST",
    "/epcs/proposals",
    { kind: "grant", mark: "epcs-enroller", userId, place: whole, reason: "Takes over in December", ...own },
    keyed(),
  );
export const approve = (by: Person, proposal: { proposalId: string; digest: string }): Promise<Answered> =>
  by.call("POST", `/epcs/proposals/${proposal.proposalId}/approve`, { digest: proposal.digest }, keyed());
export const cancel = (by: Person, { proposalId }: { proposalId: string }): Promise<Answered> =>
  by.call("POST", `/epcs/proposals/${proposalId}/cancel`, { reason: "Not needed" }, keyed());
export const suspend = (by: Person, userId: string, place = whole): Promise<Answered> =>
  by.call("POST", `/epcs/marks/${userId}/suspend`, { place, reason: "The phone is lost" }, keyed());
