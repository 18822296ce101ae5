import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { DetailFields } from "./detail-fields.tsx";
import { billingNames, contactNames, type DetailName } from "./detail-texts.ts";
import { TypeField } from "./invite-fields.tsx";
import { sites } from "./places.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { SitesField } from "./sites-field.tsx";
import { TextField } from "./text-field.tsx";
import type { NewUserForm } from "./use-new-user.ts";

const ofProviders: readonly DetailName[] = [
  ...(["specialty", "deaNumber", "deaExpiresOn"] as const),
  ...(["licenceNumber", "licenceState", "licenceExpiresOn"] as const),
];

/** Who the person is and how he is reached. */
export function ContactStep({ form: { fields, way, type, setType } }: { form: NewUserForm }) {
  const { values, errors, set } = fields;
  const text = (name: "firstName" | "lastName" | "email") => ({
    value: values[name],
    error: errors[name],
    onText: (typed: string) => set(name, typed),
  });
  const names = type === "provider" ? [...contactNames, ...ofProviders] : contactNames;
  return (
    <SpaceBetween size="l">
      <TextField label="First name" {...text("firstName")} input={{ autoComplete: false }} />
      <TextField label="Last name" {...text("lastName")} input={{ autoComplete: false }} />
      <TypeField value={type} onChosen={setType} />
      <TextField
        label="E-mail address"
        description={
          way === "one-time" ? "May stay empty. Then an authenticator app is needed." : "The invitation goes here."
        }
        {...text("email")}
        input={{ type: "email", autoComplete: false }}
      />
      <DetailFields names={names} values={values} errors={errors} onText={set} />
    </SpaceBetween>
  );
}

/** Where the person works. */
export function SitesStep({ form: { sites: worksAt, setSites, fields } }: { form: NewUserForm }) {
  const { data, error, refetch } = useQuery({ queryKey: sites.key, queryFn: sites.list });
  if (error)
    return <ProblemAlert thrown={error} header="The sites could not be loaded" onRetry={() => void refetch()} />;
  if (!data) return <Spinner />;
  const open = data.filter(({ isArchived }) => !isArchived);
  if (open.length === 0) return <Box variant="p">The practice has no sites, so there is nothing to choose.</Box>;
  return (
    <SitesField
      sites={open.map(({ id, name }) => ({ siteId: id, name }))}
      chosen={worksAt.chosen}
      onChosen={(chosen) => {
        fields.set("siteIds", "");
        setSites(chosen ? { chosen: [...chosen] } : {});
      }}
      error={fields.errors.siteIds}
    />
  );
}

/** By which numbers claims name the person. */
export function BillingStep({ form: { fields } }: { form: NewUserForm }) {
  const names: readonly DetailName[] = [...billingNames, "npi", "providerNumber"];
  return (
    <SpaceBetween size="l">
      <DetailFields names={names} values={fields.values} errors={fields.errors} onText={fields.set} />
    </SpaceBetween>
  );
}
