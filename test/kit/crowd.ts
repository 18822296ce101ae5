import { inGroups } from "./burst.ts";
import { mailTo, tokenIn } from "./inbox.ts";
import { aNewcomer, type Newcomer, Person, registerWith } from "./person.ts";

/** Somebody invited, with the link that came by mail. */
export interface Invited extends Newcomer {
  readonly userId: string;
  readonly invitationId: string;
  readonly token: string;
}

/** Invites many people at once and collects their links. */
export async function inviteCrowd(manager: Person, count: number, stem = "Crowd"): Promise<Invited[]> {
  const newcomers = Array.from({ length: count }, () => aNewcomer(stem, "Member"));
  const users = await inGroups(newcomers, 10, ({ firstName, lastName, email }) =>
    manager.done("POST", "/invitations", { firstName, lastName, email }),
  );
  const tokens = await linksFor(manager.place.toolsUrl, newcomers);
  return newcomers.map((who, at) => ({
    ...who,
    userId: users[at].userId,
    invitationId: users[at].invitationId,
    token: tokens.get(who.email) ?? "",
  }));
}

/** People who registered and never signed in yet. */
export async function registeredCrowd(manager: Person, count: number, stem?: string): Promise<Invited[]> {
  const crowd = await inviteCrowd(manager, count, stem);
  await inGroups(crowd, 5, (who) => registerWith(new Person(manager.place), who, who.token));
  return crowd;
}

async function linksFor(toolsUrl: string, people: readonly Newcomer[]): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  for (const { email } of people)
    tokens.set(email, tokenIn(await mailTo(toolsUrl, email, ({ text }) => text.includes("/invite#"))));
  return tokens;
}
