import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import type { SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { auditActionNames, auditActions } from "../../../../shared/domain/audit-action.ts";
import type { useAuditFilter } from "./audit-filter.ts";
import { users } from "./calls.ts";
import { FilterChoice } from "./filter-choice.tsx";
import { useMay } from "./session.tsx";
import { TimeRangeFilter } from "./time-range-filter.tsx";
import { fullName } from "./user-standing.tsx";

const actionOptions = auditActionNames.map((name) => ({ value: name, label: auditActions[name] }));

/** Narrows the report by action, by who did it, by whom it was done to, and by time. */
export function AuditFilters({ filter, isFiltered, change, clear }: ReturnType<typeof useAuditFilter>) {
  const people = usePeople();
  return (
    <div className="filters">
      <FormField label="Action">
        <FilterChoice
          value={filter.action}
          options={actionOptions}
          onChosen={(action) => change({ action: auditActionNames.find((name) => name === action) })}
        />
      </FormField>
      <FormField label="Who did it">
        <FilterChoice value={filter.actorId} options={people} onChosen={(actorId) => change({ actorId })} />
      </FormField>
      <FormField label="Whom it concerned">
        <FilterChoice value={filter.subjectId} options={people} onChosen={(subjectId) => change({ subjectId })} />
      </FormField>
      <TimeRangeFilter filter={filter} onChange={change} />
      {isFiltered && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={clear}>Clear filters</Button>
        </SpaceBetween>
      )}
    </div>
  );
}

/** The first hundred users by name; others are reached from a line of the report. */
function usePeople(): readonly SelectProps.Option[] {
  const seesUsers = useMay("users:read");
  const { data } = useQuery({
    queryKey: ["users", "choices"],
    queryFn: () => users.listUsers({ query: { limit: 100 } }),
    enabled: seesUsers,
  });
  return (data?.items ?? []).map((user) => ({ value: user.userId, label: fullName(user), description: user.email }));
}
