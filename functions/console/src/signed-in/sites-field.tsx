import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { NamedSite } from "../../../../shared/domain/site.ts";

interface SitesFieldProps {
  /** The practice's open sites. */
  readonly sites: readonly NamedSite[];
  /** Undefined: every site, those to come too. */
  readonly chosen: readonly string[] | undefined;
  readonly onChosen: (chosen: readonly string[] | undefined) => void;
  readonly error: string | undefined;
}

/** At which of the practice's sites a user works. */
export function SitesField({ sites, chosen, onChosen, error }: SitesFieldProps) {
  const options = sites.map(({ siteId, name }) => ({ value: siteId, label: name }));
  return (
    <fieldset className="plain" aria-label="Sites">
      <SpaceBetween size="s">
        <Box variant="awsui-key-label">Sites</Box>
        <Checkbox checked={chosen !== undefined} onChange={({ detail }) => onChosen(detail.checked ? [] : undefined)}>
          Only at certain sites
        </Checkbox>
        {chosen && (
          <FormField
            label="Works at"
            description="Sessions at other sites end with the person's next request."
            errorText={error}
          >
            <Multiselect
              options={options}
              selectedOptions={options.filter(({ value }) => chosen.includes(value))}
              placeholder="Choose sites"
              filteringType="auto"
              filteringAriaLabel="Find a site"
              deselectAriaLabel={({ label }) => `Take ${label} away`}
              onChange={({ detail }) => onChosen(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
            />
          </FormField>
        )}
      </SpaceBetween>
    </fieldset>
  );
}

/** The sites of a user in words. */
export function sitesInWords(siteIds: readonly string[], sites: readonly NamedSite[]): string {
  if (siteIds.length === 0) return sites.length === 0 ? "The practice has no sites" : "Every site";
  return sites
    .filter(({ siteId }) => siteIds.includes(siteId))
    .map(({ name }) => name)
    .join(", ");
}
