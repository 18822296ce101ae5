import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Table from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { UserLock } from "../../../../shared/contract/users.ts";
import { applications } from "../../../../shared/domain/application.ts";
import { users } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";

type Lock = z.output<typeof UserLock>;

/** Why a user is locked: how many tries, and when, from where and to which application each was. */
export function LockReasons({ userId }: { userId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["users", userId, "lock"],
    queryFn: () => users.getUserLock({ path: { userId } }),
  });
  if (error)
    return <ProblemAlert thrown={error} header="The tries could not be loaded" onRetry={() => void refetch()} />;
  if (!data) return <Spinner />;
  return (
    <Container header={<Header variant="h2">Why it is locked</Header>}>
      <SpaceBetween size="m">
        <p>{sentenceOf(data)}</p>
        <Tries tries={data.tries} />
      </SpaceBetween>
    </Container>
  );
}

function sentenceOf(lock: Lock): string {
  const { passwordTries, codeTries, failuresInARow, isDisabledUntilReset, innerLockUntil } = lock;
  const counted = `Wrong passwords in this round: ${passwordTries}, wrong codes: ${codeTries}, wrong passwords in a row: ${failuresInARow}.`;
  const disabled = isDisabledUntilReset ? " After a hundred in a row no password is looked at until a reset." : "";
  const inner = innerLockUntil ? " The identity service's own short lock holds too; Unlock does not end that one." : "";
  return counted + knownIn(lock) + disabled + inner;
}

/** A browser that the user signed in with before is counted by itself, so that strangers do not lock it. */
function knownIn({ knownBrowsers, isLockedElsewhere, isDisabledUntilReset }: Lock): string {
  const tries = knownBrowsers.reduce((sum, each) => sum + each.tries, 0);
  const locked = knownBrowsers.filter(({ isLocked }) => isLocked).length;
  const counted = tries > 0 ? ` In browsers that the user signed in with before: ${tries}.` : "";
  const own = locked > 0 ? ` Of those browsers, locked: ${locked}.` : "";
  const isOpen = isLockedElsewhere && !isDisabledUntilReset && locked === 0;
  return counted + own + (isOpen ? " In those browsers the user can still sign in." : "");
}

const reasons: Readonly<Record<string, string>> = {
  wrong: "Wrong password",
  "wrong-code": "Wrong code",
  "inner-lock": "Not looked at: the identity service's own lock",
  locked: "Not looked at: locked",
  "no-code-tries-left": "Not looked at: no tries left",
  "not-active": "The account was disabled",
  address: "From an address outside of the list",
  expired: "The account had expired",
};

type Try = Lock["tries"][number];
const whatWas = ({ reason = "" }: Try): string => reasons[reason] ?? reason;
const nothing = "No refused try since the last sign-in or unlock.";

function Tries({ tries }: Pick<Lock, "tries">) {
  const isNarrow = useNarrowScreen();
  if (isNarrow) return <TriesAsList tries={tries} />;
  return (
    <Table
      variant="embedded"
      wrapLines
      ariaLabels={{ tableLabel: "Refused tries" }}
      items={[...tries]}
      trackBy={({ at, reason, address }) => `${at} ${reason} ${address}`}
      empty={nothing}
      columnDefinitions={[
        { id: "at", header: "When", cell: ({ at }) => <Moment at={at} /> },
        { id: "what", header: "What", cell: whatWas },
        { id: "address", header: "From", cell: ({ address }) => address },
        { id: "application", header: "To", cell: ({ application }) => application && applications[application] },
      ]}
    />
  );
}

function TriesAsList({ tries }: Pick<Lock, "tries">) {
  if (tries.length === 0) return <p>{nothing}</p>;
  return (
    <ul>
      {tries.map((each) => (
        <li key={`${each.at} ${each.reason} ${each.address}`}>
          <Moment at={each.at} />: {whatWas(each)}, from {each.address ?? "nowhere known"}
          {each.application ? `, to ${applications[each.application]}` : ""}
        </li>
      ))}
    </ul>
  );
}
