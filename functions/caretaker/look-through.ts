import { type Bookmark, listDirectory } from "../../shared/data/directory.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { listManagers, readUser } from "../../shared/data/users.ts";
import type { Question } from "../../shared/domain/directory.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { isUnlimitedAdministrator } from "../../shared/domain/unlimited-administrator.ts";
import { isEndDue, unusedStepOf, warningDays } from "../../shared/domain/unused-account.ts";
import type { User } from "../../shared/domain/user.ts";
import { letRegisteredColleaguesGo } from "../../shared/invitations/colleague-registered.ts";
import { disableUnused } from "./disable-unused.ts";
import { lookThroughSftp } from "./look-through-sftp.ts";
import { type Finding, tell } from "./tell.ts";
import { tellSilences } from "./tell-silences.ts";

const dayMs = 86_400_000;
/** Managers who are told: letters of one transaction with the accounts they are about. */
const mostManagers = 20;

/**
 * Does what is due about a practice's accounts that end soon or that nobody uses, about colleagues of other practices whose
 * registration was cut short, about passwords of SFTP accounts, and about claim files that stopped coming.
 * Source: PRODUCT.md I1, S4, S6, U6, U14.
 */
export async function lookThrough(scope: PracticeScope, now: Date): Promise<void> {
  const practice = await readPractice(scope);
  if (!practice) return;
  await letRegisteredColleaguesGo(scope, now);
  await lookThroughSftp({ scope, practice, now });
  const managers = (await listManagers(scope, now)).slice(0, mostManagers);
  await tellSilences({ scope, practice, managers, now });
  for (const question of questionsOf(practice, now)) {
    for await (const users of pagesOf(scope, question, now)) {
      const findings = users.map((user) => findingOf(user, practice, now)).filter((found) => found !== undefined);
      await tell({ scope, practice, managers, now }, findings);
      for (const { user, unused } of findings) {
        if (unused?.step === "disable") await disableUnused({ scope, practice, now }, user);
      }
    }
  }
}

/** Who may be concerned: the directory says where to look, the rows decide. */
function questionsOf({ policy }: Practice, now: Date): Question[] {
  const { mode, days } = policyOf(policy).unusedAccounts;
  const unusedBefore = new Date(now.getTime() - (days - warningDays[0]) * dayMs).toISOString();
  return [
    { isDescending: false, filters: { ends: "later" } },
    ...(mode === "off" ? [] : [{ isDescending: false, filters: {}, lastSignInBefore: unusedBefore }]),
  ];
}

async function* pagesOf(scope: PracticeScope, question: Question, now: Date): AsyncGenerator<readonly User[]> {
  let after: Bookmark | undefined;
  do {
    const page = await listDirectory({ scope, question, limit: 100, now }, after);
    const active = page.users.filter(({ status }) => status === "active");
    const users: (User | undefined)[] = [];
    for (const { userId } of active) users.push(await readUser(scope, userId));
    yield users.filter((user) => user !== undefined);
    after = page.next;
  } while (after);
}

function findingOf(user: User, practice: Practice, now: Date): Finding | undefined {
  const unused = isSpared(user, practice) ? undefined : unusedStepOf(user, policyOf(practice.policy), now);
  const isEnding = isEndDue(user, now);
  return unused || isEnding ? { user, isEnding, unused } : undefined;
}

/** The last administrator, and who is there for emergencies, may be away for long. Source: PRODUCT.md A10, U14. */
function isSpared(user: User, { administrators, breakGlassMarks }: Practice): boolean {
  const isLast = administrators <= 1 && isUnlimitedAdministrator(user);
  return isLast || breakGlassMarks?.[user.userId] !== undefined;
}
