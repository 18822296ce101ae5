import type { SelectProps } from "@cloudscape-design/components/select";
import { useQuery } from "@tanstack/react-query";
import { applications } from "../../../../shared/domain/application.ts";
import { everySite } from "../../../../shared/domain/directory-facets.ts";
import { invitationSources } from "../../../../shared/domain/invitation.ts";
import { invitationStates } from "../../../../shared/domain/invitation-state.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../../../../shared/domain/user-status.ts";
import { departments, type PlaceKind, sites } from "./places.ts";
import { useMay } from "./session.tsx";
import { type ChosenFilter, chosen } from "./user-filter.ts";

type Narrowing = Exclude<ChosenFilter, "type"> | "department" | "site";
/** The filters that are chosen from a list; the type of person has buttons of its own. */
export const filterTitles: Readonly<Record<Narrowing, string>> = {
  status: "Status",
  registration: "Registration",
  invitation: "Invitation",
  source: "Invited by way of",
  secondStep: "2-step",
  role: "Role",
  application: "Application",
  department: "Department",
  site: "Site",
  signedIn: "Signed in",
  ends: "Last day",
};
export const filterNames = Object.keys(filterTitles) as readonly Narrowing[];

const words: Readonly<Record<Exclude<Narrowing, "department" | "site">, Readonly<Record<string, string>>>> = {
  status: shownStatuses,
  registration: shownRegistrations,
  invitation: invitationStates,
  source: invitationSources,
  secondStep: secondSteps,
  role: Object.fromEntries(Object.entries(roles).map(([name, { title }]) => [name, title])),
  application: applications,
  signedIn: { never: "Never", before: "At least once" },
  ends: { later: "Is set", not: "Is not set, or over" },
};

/** The values of a filter that are the same in every practice, in words. */
export const optionsOf = (name: Exclude<Narrowing, "department" | "site">): readonly SelectProps.Option[] =>
  chosen[name].map((value) => ({ value, label: words[name][value] ?? value }));

/** The values of each filter; departments and sites are the practice's, without archived ones, which have nobody. */
export function useFilterOptions(): (name: Narrowing) => readonly SelectProps.Option[] {
  const options = { department: useOpenPlaces(departments), site: useOpenPlaces(sites) };
  return (name) => {
    if (name === "department") return options.department;
    if (name === "site") return [...options.site, { value: everySite, label: "Bound to no site" }];
    return optionsOf(name);
  };
}

function useOpenPlaces(kind: PlaceKind): SelectProps.Option[] {
  const seesPlaces = useMay("practice:read");
  const { data = [] } = useQuery({ queryKey: kind.key, queryFn: kind.list, enabled: seesPlaces });
  return data.filter(({ isArchived }) => !isArchived).map(({ id, name }) => ({ value: id, label: name }));
}
