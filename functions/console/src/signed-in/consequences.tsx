import Box from "@cloudscape-design/components/box";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { Consequences } from "../../../../shared/contract/user-consequences.ts";
import { epcsMarks } from "../../../../shared/domain/epcs.ts";
import { users } from "./calls.ts";
import { absoluteTime } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { offerInWords } from "./plan-words.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { accountPath } from "./sftp-accounts.ts";
import type { User } from "./user-standing.tsx";

/** What else is touched when this person's account is disabled, each as a sentence. */
export function ConsequencesOfDisabling({ user }: { user: User }) {
  const { timeZone } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["users", user.userId, "consequences"],
    queryFn: () => users.getConsequences({ path: { userId: user.userId } }),
  });
  if (error)
    return (
      <ProblemAlert thrown={error} header="What else is touched could not be loaded" onRetry={() => void refetch()} />
    );
  if (!data) return <Spinner />;
  return (
    <div>
      <Box variant="awsui-key-label">What else this touches</Box>
      <ul>
        {sentencesOf(data, timeZone).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {data.sftpAccounts.map(({ accountId, username }) => (
          <li key={accountId}>
            The SFTP account <PageLink to={accountPath(accountId, "settings")}>{username}</PageLink> goes on without
            somebody who answers for it: hand it over, or disable it too.
          </li>
        ))}
        {data.sftpSecretsSeen.map(({ accountId, username, seenAt }) => (
          <li key={accountId + seenAt}>
            The password of the SFTP account <PageLink to={accountPath(accountId, "passwords")}>{username}</PageLink>{" "}
            was shown on {absoluteTime(seenAt, timeZone)} and still lets in: have a newer one made, and retire it.
          </li>
        ))}
      </ul>
    </div>
  );
}

function sentencesOf(data: z.output<typeof Consequences>, timeZone: string): string[] {
  const { openSessions, expiresAt, marks, designatedAt, mayBreakGlass, plan, pays } = data;
  const open = openSessions === 1 ? "1 session is open" : `${openSessions} sessions are open`;
  return [
    openSessions === 0 ? "No session is open." : `${open} and will end.`,
    ...(expiresAt ? [`The account would have ended on ${absoluteTime(expiresAt, timeZone)}.`] : []),
    ...marks.map(
      ({ mark, place }) =>
        `The mark ${epcsMarks[mark]} at ${place} is suspended, and only a new approval gives it back.`,
    ),
    ...designatedAt.map((place) => `EPCS at ${place} loses a designated person; it takes two there.`),
    ...(mayBreakGlass ? ["Emergency access is lost while the account is disabled."] : []),
    ...(plan ? [`The plan goes on and is paid until you change it: ${offerInWords(plan)}.`] : []),
    ...(pays ? ["A card is on file, and plans of others that it pays go on."] : []),
  ];
}
