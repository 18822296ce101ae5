import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSearchParams } from "wouter";
import { claimTypeNames } from "../../../../shared/domain/sftp-software.ts";
import { FilterChoice } from "./filter-choice.tsx";
import { Page } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { claimsInWords, type SftpLine, sftpStateNames, sftpStates, stateOf, useSftpAccounts } from "./sftp-accounts.ts";
import { HowSftpWorks, useHow } from "./sftp-how.tsx";
import { SftpList } from "./sftp-list.tsx";

/** The accounts of the practice's software, what each needs, and the way to request another. */
export function SftpPage() {
  const { data, error, refetch } = useSftpAccounts();
  const mayRequest = useMay("sftp:request");
  const how = useHow();
  const filter = useFilter();
  const shown = data?.items.filter(filter.fits).toSorted(worstFirst);
  return (
    <Page
      title="SFTP accounts"
      description="With them your practice-management software sends claim files and fetches the answers. They open no page of this console."
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {!how.isShown && <Button onClick={how.show}>How it works</Button>}
          <PageButton to="/sftp/requests">Requests</PageButton>
          {mayRequest && (
            <PageButton variant="primary" to="/sftp/new">
              Request an account
            </PageButton>
          )}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {how.isShown && <HowSftpWorks onDismiss={how.hide} />}
        {error && (
          <ProblemAlert thrown={error} header="The SFTP accounts could not be loaded" onRetry={() => void refetch()} />
        )}
        {!error && (data?.items.length ?? 0) > 0 && <Filters filter={filter} />}
        {!error && (
          <SftpList
            accounts={shown}
            none={
              data?.items.length
                ? "No matches. No account fits these filters."
                : "No SFTP accounts yet. Request one for the software that sends your claims."
            }
          />
        )}
      </SpaceBetween>
    </Page>
  );
}

const worstFirst = (one: SftpLine, other: SftpLine): number =>
  sftpStateNames.indexOf(stateOf(one)) - sftpStateNames.indexOf(stateOf(other)) ||
  one.softwareName.localeCompare(other.softwareName);

/** What the list is narrowed to. It lies in the address, so that Back works and a list can be shared. */
function useFilter() {
  const [query, setQuery] = useSearchParams();
  const [state, claims, search] = ["state", "claims", "search"].map((name) => query.get(name) ?? "");
  const change = (name: string, value: string | undefined) =>
    setQuery((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  return {
    ...{ state, claims, search, change },
    clear: () => setQuery(new URLSearchParams()),
    fits: (line: SftpLine) =>
      (!state || stateOf(line) === state) &&
      (!claims || line.claimType === claims) &&
      (!search || `${line.softwareName} ${line.username}`.toLowerCase().includes(search.trim().toLowerCase())),
  };
}

function Filters({ filter }: { filter: ReturnType<typeof useFilter> }) {
  const { state, claims, search, change, clear } = filter;
  return (
    <div className="filters">
      <FormField label="Software or username">
        <Input type="search" value={search ?? ""} onChange={({ detail }) => change("search", detail.value)} />
      </FormField>
      <FormField label="State">
        <FilterChoice
          value={state}
          options={sftpStateNames.map((name) => ({ value: name, label: sftpStates[name] }))}
          onChosen={(value) => change("state", value)}
        />
      </FormField>
      <FormField label="Claims">
        <FilterChoice
          value={claims}
          options={claimTypeNames.map((name) => ({ value: name, label: claimsInWords(name) }))}
          onChosen={(value) => change("claims", value)}
        />
      </FormField>
      <div>{(state || claims || search) && <Button onClick={clear}>Clear filters</Button>}</div>
    </div>
  );
}
