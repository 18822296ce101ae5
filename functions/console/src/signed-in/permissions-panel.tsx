import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { PermissionsView } from "../../../../shared/contract/user-access.ts";
import { epcsMarks } from "../../../../shared/domain/epcs.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { type NeedReason, needReasons } from "../../../../shared/domain/second-step-need.ts";
import { secondSteps } from "../../../../shared/domain/user-status.ts";
import { titlesOf } from "./access.ts";
import { users } from "./calls.ts";
import { absoluteTime, Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

type MayDo = z.output<typeof PermissionsView>;

/** What may this person do, and why: asked of the service, which answers with what it enforces. */
export function PermissionsPanel({ userId }: { userId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["users", userId, "permissions"],
    queryFn: () => users.getPermissions({ path: { userId } }),
  });
  return (
    <Container header={<Header variant="h2">What may this person do, and why</Header>}>
      {error && <ProblemAlert thrown={error} header="This could not be loaded" onRetry={() => void refetch()} />}
      {!error && !data && <Spinner />}
      {data && <MayDoFacts mayDo={data} />}
    </Container>
  );
}

function MayDoFacts({ mayDo }: { mayDo: MayDo }) {
  const { permissions, applications, hours, timeZone, expiresAt, secondStep } = mayDo;
  return (
    <SpaceBetween size="l">
      <Alert type={mayDo.barrier || mayDo.lockedUntil ? "warning" : "info"}>{standingOf(mayDo)}</Alert>
      <KeyValuePairs
        columns={3}
        items={[
          { label: "May be in", value: `${hours} (${timeZone.replaceAll("_", " ")})` },
          { label: "May enter", value: titlesOf(applications) || "No application" },
          { label: "Works at", value: sitesOf(mayDo) },
          { label: "Account ends", value: <Moment at={expiresAt} otherwise="No end set" /> },
          { label: "On call until", value: <Moment at={mayDo.onCallUntil} otherwise="Not on call" /> },
          { label: "2-step verification", value: secondSteps[secondStep] },
          { label: "Emergency access", value: mayDo.mayBreakGlass ? "May break the glass" : "Not chosen" },
          { label: "EPCS", value: <Epcs mayDo={mayDo} /> },
          { label: "Asked for a second step", value: <Asked mayDo={mayDo} /> },
        ]}
      />
      <table className="comparison">
        <caption className="visually-hidden">Permissions and the roles that give them</caption>
        <thead>
          <tr>
            <th scope="col">May</th>
            <th scope="col">Because of the role</th>
          </tr>
        </thead>
        <tbody>
          {permissions.map(({ permission, words, givenBy }) => (
            <tr key={permission}>
              <th scope="row">{words}</th>
              <td>{givenBy.map((role) => roles[role].title).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </SpaceBetween>
  );
}

/** For each application, whether a password alone lets the person in, and what forbids it. */
function Asked({ mayDo: { secondSteps: asked } }: { mayDo: MayDo }) {
  return asked.map(({ application, isAsked, because }) => (
    <div key={application}>
      {titlesOf([application])}: {isAsked ? `yes, ${reasonsOf(because)}` : "no, the password suffices"}
    </div>
  ));
}

const reasonsOf = (because: readonly NeedReason[]): string =>
  because.length > 0 ? `because of ${because.map((reason) => needReasons[reason]).join(" and ")}` : "as one is set up";

/** Where the person decides about EPCS, and his marks. */
function Epcs({ mayDo: { epcs } }: { mayDo: MayDo }) {
  if (epcs.designatedAt.length + epcs.marks.length === 0) return "Nothing to do with it";
  return [
    ...epcs.designatedAt.map((place) => `Designated at ${place}`),
    ...epcs.marks.map(
      ({ mark, place, because }) =>
        `${epcsMarks[mark]} at ${place}, ${because ? `suspended as ${because}` : "in force"}`,
    ),
  ].map((line) => <div key={line}>{line}</div>);
}

/** Where the person works, and whether that is all there is. */
function sitesOf({ sites, isLimitedToSites }: MayDo): string {
  if (sites.length === 0) return "The practice has no sites";
  const names = sites.map(({ name }) => name).join(", ");
  return isLimitedToSites ? names : `Every site: ${names}`;
}

const barriers = {
  "not-active": "The account is not active, so nobody signs in with it.",
  expired: "The account has ended, so nobody signs in with it.",
  address: "From your own address this person could not sign in: it is not among the practice's addresses.",
  "outside-hours": "Outside of the access hours at this moment.",
} as const satisfies Record<NonNullable<MayDo["barrier"]>, string>;

/** Whether the person can be in now, and until or from when. */
function standingOf({ barrier, lockedUntil, nextWindowAt, accessEndsAt, timeZone }: MayDo): string {
  if (barrier) {
    const from = nextWindowAt ? ` May be in again from ${absoluteTime(nextWindowAt, timeZone)}.` : "";
    return barriers[barrier] + from;
  }
  if (lockedUntil) return `Locked after wrong tries until ${absoluteTime(lockedUntil, timeZone)}.`;
  return accessEndsAt ? `May be in now, until ${absoluteTime(accessEndsAt, timeZone)}.` : "May be in now.";
}
