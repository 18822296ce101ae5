import type { SelectProps } from "@cloudscape-design/components/select";
import { useQuery } from "@tanstack/react-query";
import { applications } from "../../../../shared/domain/application.ts";
import { everySite } from "../../../../shared/domain/directory-facets.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../../../../shared/domain/user-status.ts";
import { practices } from "./calls.ts";
import { useMay } from "./session.tsx";
import { sitesKey } from "./sites.ts";
import { type ChosenFilter, chosen } from "./user-filter.ts";

type Narrowing = Exclude<ChosenFilter, "type"> | "site";
/** The filters that are chosen from a list; the type of person has buttons of its own. */
export const filterTitles: Readonly<Record<Narrowing, string>> = {
  status: "Status",
  registration: "Registration",
  secondStep: "2-step",
  role: "Role",
  application: "Application",
  site: "Site",
  signedIn: "Signed in",
  ends: "Last day",
};
export const filterNames = Object.keys(filterTitles) as readonly Narrowing[];

const words: Readonly<Record<Exclude<Narrowing, "site">, Readonly<Record<string, string>>>> = {
  status: shownStatuses,
  registration: shownRegistrations,
  secondStep: secondSteps,
  role: Object.fromEntries(Object.entries(roles).map(([name, { title }]) => [name, title])),
  application: applications,
  signedIn: { never: "Never", before: "At least once" },
  ends: { later: "Is set", not: "Is not set, or over" },
};

/** The values of each filter; sites are the practice's. */
export function useFilterOptions(): (name: Narrowing) => readonly SelectProps.Option[] {
  const seesSites = useMay("practice:read");
  const { data } = useQuery({ queryKey: sitesKey, queryFn: () => practices.listSites(), enabled: seesSites });
  const sites = (data?.items ?? []).map(({ siteId, name }) => ({ value: siteId, label: name }));
  return (name) =>
    name === "site"
      ? [...sites, { value: everySite, label: "Bound to no site" }]
      : chosen[name].map((value) => ({ value, label: words[name][value] ?? value }));
}
