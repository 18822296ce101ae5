import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import type * as z from "zod/mini";
import type { SessionView } from "../../../../shared/contract/login.ts";
import type { Permission } from "../../../../shared/domain/permission.ts";
import { problemOf } from "../api/problem-error.ts";
import { leaveFor, pageShownNow } from "../base-address.ts";
import { dropDrafts } from "../drafts.ts";
import { onNewsFromOtherTabs, type TabNews, tellOtherTabs } from "../tabs.ts";
import { keepCsrfToken, login, signOutOnServer } from "./calls.ts";

export type Session = z.output<typeof SessionView>;
const SessionContext = createContext<Session | undefined>(undefined);
export const sessionKey = ["session"] as const;

/** The person signed in. Only inside the gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession outside of the session gate");
  return session;
}
/** Whether the person may do something: decides what is drawn; the service decides what is done. */
export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission);

/** Draws its children once the session is known. Without one, the answer 401 has led to the sign-in page already. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery({ queryKey: sessionKey, queryFn: readSession });
  useEffect(() => onNewsFromOtherTabs(followOtherTabs), []);
  if (data) return <SessionContext value={data}>{children}</SessionContext>;
  const problem = error ? problemOf(error) : undefined;
  if (!problem || problem.status === 401) return <p className="before-start">Opening the console</p>;
  return (
    <main className="before-start">
      <h1>Gatehouse</h1>
      <Alert type="error" action={<Button onClick={() => void refetch()}>Try again</Button>}>
        {problem.detail}
      </Alert>
    </main>
  );
}

async function readSession(): Promise<Session> {
  const session = await login.getSession();
  keepCsrfToken(session.csrfToken);
  return session;
}

function followOtherTabs(news: TabNews): void {
  if (news === "signed-out" || news === "timed-out") leaveOnce(signedOutPage(news));
  if (news === "signed-in") window.location.reload();
  // Another tab stepped up: the cookie is new for all of them, and the token with it. What keeps it from being read shows at the next call.
  if (news === "renewed") void readSession().catch(() => undefined);
}

/** After a time-out every tab comes back to the page of its own. */
const signedOutPage = (how: "signed-out" | "timed-out"): string =>
  how === "signed-out" ? "/signed-out" : `/signed-out?reason=idle&return=${encodeURIComponent(pageShownNow())}`;

let isLeaving = false;
/** Tabs whose time is over leave at the same moment: what one tells must not overtake another's own way. */
function leaveOnce(page: string): void {
  if (isLeaving) return;
  isLeaving = true;
  leaveFor(page);
}

/** A session that is over already needs no ending; whoever may still be signed in must be told. */
async function endedOnServer(): Promise<boolean> {
  try {
    await signOutOnServer();
    return true;
  } catch (thrown) {
    return problemOf(thrown).status === 401;
  }
}

/** Ends the session here and in the other tabs, because the person wants it or because its time is over. */
export async function signOut(how: "signed-out" | "timed-out" = "signed-out"): Promise<void> {
  if (how === "signed-out") dropDrafts();
  const onward = signedOutPage(how);
  const isOver = await endedOnServer();
  tellOtherTabs(how);
  leaveOnce(isOver ? onward : "/signed-out?reason=unreached");
}
