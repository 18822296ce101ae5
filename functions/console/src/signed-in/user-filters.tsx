import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useState } from "react";
import { applications } from "../../../../shared/domain/application.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../../../../shared/domain/user-status.ts";
import { userTypes } from "../../../../shared/domain/user-type.ts";
import { FilterChoice } from "./filter-choice.tsx";
import { type ChosenFilter, chosen, quickLists, type useUserFilter } from "./user-filter.ts";

const titles: Readonly<Record<ChosenFilter, string>> = {
  status: "Status",
  registration: "Registration",
  secondStep: "2-step",
  type: "Type",
  role: "Role",
  application: "Application",
  signedIn: "Signed in",
  ends: "Last day",
};
const words: Readonly<Record<ChosenFilter, Readonly<Record<string, string>>>> = {
  status: shownStatuses,
  registration: shownRegistrations,
  secondStep: secondSteps,
  type: userTypes,
  role: Object.fromEntries(Object.entries(roles).map(([name, { title }]) => [name, title])),
  application: applications,
  signedIn: { never: "Never", before: "At least once" },
  ends: { later: "Is set", not: "Is not set, or over" },
};
const optionsOf = (name: ChosenFilter): SelectProps.Option[] =>
  chosen[name].map((value) => ({ value, label: words[name][value] ?? value }));
const names = Object.keys(titles) as ChosenFilter[];

/** Searches the list by the beginning of any word, and narrows it. */
export function UserFilters({ filter, isFiltered, change, show }: ReturnType<typeof useUserFilter>) {
  const set = names.filter((name) => filter[name]).length;
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs" alignItems="end">
        <Search shown={filter.search ?? ""} onSearch={(search) => change({ search })} />
        {quickLists.map((list) => (
          <Button key={list.label} onClick={() => show(list.filter)}>
            {list.label}
          </Button>
        ))}
        {isFiltered && <Button onClick={() => show({})}>Clear filters</Button>}
      </SpaceBetween>
      <ExpandableSection headerText={set > 0 ? `Filters (${set})` : "Filters"} variant="inline">
        <div className="filters">
          {names.map((name) => (
            <FormField key={name} label={titles[name]}>
              <FilterChoice
                value={filter[name]}
                options={optionsOf(name)}
                onChosen={(value) => change({ [name]: value })}
              />
            </FormField>
          ))}
        </div>
      </ExpandableSection>
    </SpaceBetween>
  );
}

const typingPause = 300;

/** Searches while one types, after a short pause. */
function Search({ shown, onSearch }: { shown: string; onSearch: (search: string | undefined) => void }) {
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped((before) => (before.trim() === shown ? before : shown)), [shown]);
  useEffect(() => {
    if (typed.trim() === shown) return;
    const timer = setTimeout(() => onSearch(typed.trim() || undefined), typingPause);
    return () => clearTimeout(timer);
  });
  return (
    <FormField label="Find users">
      <Input
        type="search"
        value={typed}
        placeholder="Name, e-mail or username"
        ariaLabel="Find users by the beginning of a name, e-mail address or username"
        onChange={({ detail }) => setTyped(detail.value)}
      />
    </FormField>
  );
}
