import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useEffect, useState } from "react";
import { FilterChoice } from "./filter-choice.tsx";
import { absoluteTime } from "./moment.tsx";
import { useSession } from "./session.tsx";
import { useNarrowScreen } from "./use-narrow-screen.ts";
import { columnTitle, optionalColumns } from "./user-columns.tsx";
import { endingDays, momentInDays, quickLists, unusedDays, type useUserFilter } from "./user-filter.ts";
import { filterNames, filterTitles, useFilterOptions } from "./user-filter-choices.ts";

type Filtering = ReturnType<typeof useUserFilter>;

/** Searches the list by the beginning of any word, and narrows it. On a phone all but the search is folded away. */
export function UserFilters(filtering: Filtering) {
  const { filter, isFiltered, change, show } = filtering;
  const isNarrow = useNarrowScreen();
  const quick = <QuickLists onShow={show} />;
  const set = [...filterNames.map((name) => filter[name]), filter.lastSignInBefore, filter.endsBefore].filter(
    Boolean,
  ).length;
  return (
    <SpaceBetween size="s">
      <Line>
        <Search shown={filter.search ?? ""} onSearch={(search) => change({ search })} />
        {!isNarrow && quick}
        {isFiltered && <Button onClick={() => show({})}>Clear filters</Button>}
      </Line>
      <ExpandableSection headerText={set > 0 ? `Filters (${set})` : "Filters"} variant="inline">
        <SpaceBetween size="s">
          {isNarrow && quick}
          <Choices {...filtering} isNarrow={isNarrow} />
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}

const Line = ({ children }: { children: ReactNode }) => (
  <SpaceBetween direction="horizontal" size="xs" alignItems="end">
    {children}
  </SpaceBetween>
);

function QuickLists({ onShow }: { onShow: Filtering["show"] }) {
  return (
    <Line>
      {quickLists.map((list) => (
        <Button key={list.label} onClick={() => onShow(list.filter())}>
          {list.label}
        </Button>
      ))}
    </Line>
  );
}

function Choices({ filter, change, isNarrow }: Filtering & { isNarrow: boolean }) {
  const optionsOf = useFilterOptions();
  const sorting = ["name" as const, ...optionalColumns].map((name) => ({ value: name, label: columnTitle(name) }));
  return (
    <div className="filters">
      {filterNames.map((name) => (
        <FormField key={name} label={filterTitles[name]}>
          <FilterChoice
            value={filter[name]}
            options={optionsOf(name)}
            onChosen={(value) => change({ [name]: value })}
          />
        </FormField>
      ))}
      <MomentChoice
        label="Has not signed in"
        at={filter.lastSignInBefore}
        before="Since"
        days={unusedDays}
        titleOf={(days) => `For ${days} days or more`}
        onChosen={(days) => change({ lastSignInBefore: days === undefined ? undefined : momentInDays(-days) })}
      />
      <MomentChoice
        label="Account ends"
        at={filter.endsBefore}
        before="Before"
        days={endingDays}
        titleOf={(days) => `Within ${days} days`}
        onChosen={(days) => change({ endsBefore: days === undefined ? undefined : momentInDays(days) })}
      />
      {isNarrow && (
        <FormField label="Sorted by">
          <FilterChoice
            value={filter.sort}
            options={sorting}
            none="As found"
            onChosen={(sort) => change({ sort: sorting.find(({ value }) => value === sort)?.value })}
          />
        </FormField>
      )}
    </div>
  );
}

interface MomentChoiceProps {
  readonly label: string;
  /** What is chosen, and the word before it. */
  readonly at: string | undefined;
  readonly before: string;
  readonly days: readonly number[];
  readonly titleOf: (days: number) => string;
  readonly onChosen: (days: number | undefined) => void;
}

/** Narrows by a moment that is some days away. */
function MomentChoice({ label, at, before, days, titleOf, onChosen }: MomentChoiceProps) {
  const { timeZone } = useSession();
  return (
    <FormField label={label}>
      <FilterChoice
        value={at && `${before} ${absoluteTime(at, timeZone)}`}
        options={days.map((each) => ({ value: String(each), label: titleOf(each) }))}
        onChosen={(chosen) => onChosen(chosen ? Number(chosen) : undefined)}
      />
    </FormField>
  );
}

const typingPause = 300;

/** Searches while one types, after a short pause. */
export function Search({ shown, onSearch }: { shown: string; onSearch: (search: string | undefined) => void }) {
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
