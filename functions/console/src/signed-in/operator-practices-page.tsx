import Badge from "@cloudscape-design/components/badge";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type * as z from "zod/mini";
import type { OperatorPractice } from "../../../../shared/contract/operators.ts";
import { typedOrNothing } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { operators } from "./calls.ts";
import { LineList } from "./line-list.tsx";
import { Moment } from "./moment.tsx";
import { Page } from "./page.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { Status } from "./status.tsx";
import { TextField } from "./text-field.tsx";
import { usePagedList } from "./use-paged-list.ts";

type Practice = z.output<typeof OperatorPractice>;

/** The practices of the installation by name, with nothing of their people but how many there are. */
export function OperatorPracticesPage() {
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState<string>();
  const list = usePagedList(["operator", "practices", search], (cursor) =>
    operators.listOperatorPractices({ query: { ...(search ? { search } : {}), limit: 25, cursor } }),
  );
  return (
    <Page title="Practices" description="All practices of this installation. The audit log keeps what you look at.">
      <SpaceBetween size="l">
        {/* Each look is kept in the audit log: it is asked when the name is whole, not at every letter. */}
        <form onSubmit={submitting(() => setSearch(typedOrNothing(typed)?.slice(0, 80)))} noValidate>
          <TextField
            label="Name begins with"
            value={typed}
            error={undefined}
            onText={setTyped}
            input={{ type: "search", autoComplete: false }}
            secondaryControl={<Button formAction="submit">Find</Button>}
          />
        </form>
        {list.error !== null && (
          <ProblemAlert thrown={list.error} header="The practices could not be loaded" onRetry={list.reload} />
        )}
        {list.error === null && (
          <LineList
            of="practices"
            lines={list.isLoading ? undefined : list.items}
            nameOf={({ name }) => name}
            none={search ? "No matches. No practice's name begins with that." : "No practices yet."}
            columns={columns}
          />
        )}
        <PagesOfList list={list} of="the practices" />
      </SpaceBetween>
    </Page>
  );
}

const columns = [
  {
    header: "Name",
    cell: ({ name, isVendor }: Practice) => (
      <SpaceBetween direction="horizontal" size="xs">
        <span className="breakable">{name}</span>
        {isVendor && <Badge color="blue">Support</Badge>}
      </SpaceBetween>
    ),
  },
  { header: "Opened", cell: ({ openedAt }: Practice) => <Moment at={openedAt} isRelative /> },
  { header: "Users", cell: ({ users }: Practice) => usersInWords(users) },
  {
    header: "Active administrators",
    cell: ({ administrators }: Practice) => (
      <Status type={administrators > 1 ? "success" : "warning"}>
        {administrators === 1 ? "Only one" : administrators}
      </Status>
    ),
  },
  { header: "Waiting SFTP requests", cell: ({ waitingRequests }: Practice) => waitingRequests },
  { header: "Time zone", cell: ({ timeZone }: Practice) => timeZone.replaceAll("_", " ") },
];

function usersInWords({ all, active, invited, locked }: Practice["users"]): string {
  if (all === active && !locked) return `${all} active`;
  const parts = [
    `${active} active`,
    ...(invited ? [`${invited} invited`] : []),
    ...(locked ? [`${locked} locked`] : []),
  ];
  return `${all} (${parts.join(", ")})`;
}
