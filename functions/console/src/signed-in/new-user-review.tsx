import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { hoursInWords } from "../../../../shared/domain/hours-in-words.ts";
import { roles as allRoles } from "../../../../shared/domain/role.ts";
import { userTypes } from "../../../../shared/domain/user-type.ts";
import { type DetailName, detailInputs } from "./detail-texts.ts";
import { hoursOfDraft } from "./hours-draft.ts";
import { departments, sites } from "./places.ts";
import { sitesInWords } from "./sites-field.tsx";
import { fieldsOfStep, type NewUserForm } from "./use-new-user.ts";

interface ReviewProps {
  readonly form: NewUserForm;
  readonly titles: readonly string[];
  readonly onEdit: (step: number) => void;
}

/** All that was typed, step by step, and what happens next. */
export function ReviewStep({ form, titles, onEdit }: ReviewProps) {
  const { data } = useQuery({ queryKey: sites.key, queryFn: sites.list });
  const named = data?.map(({ id, name }) => ({ siteId: id, name })) ?? [];
  const { data: open = [] } = useQuery({ queryKey: departments.key, queryFn: departments.list });
  const department = open.find(({ id }) => id === form.department.id)?.name ?? "None";
  const worksAt = sitesInWords(form.sites.chosen ?? [], named);
  const items = [
    [...loginOf(form), { label: "Department", value: department }],
    contactOf(form),
    [{ label: "Works at", value: worksAt }],
    detailsOf(form, 3),
  ];
  return (
    <SpaceBetween size="l">
      {items.map((facts, step) => (
        <SpaceBetween key={titles[step]} size="xs">
          <Header
            variant="h3"
            actions={
              <Button formAction="none" ariaLabel={`Edit ${titles[step]}`} onClick={() => onEdit(step)}>
                Edit
              </Button>
            }
          >
            {titles[step]}
          </Header>
          {facts.length > 0 ? <KeyValuePairs columns={3} items={facts} /> : <Box>Nothing entered.</Box>}
        </SpaceBetween>
      ))}
      <Box variant="p">
        <strong>What happens next:</strong> {nextOf(form)}
      </Box>
    </SpaceBetween>
  );
}

function nextOf({ way, fields: { values } }: NewUserForm): string {
  if (way === "by-invitation") return `an invitation goes to ${values.email}.`;
  return "you see a one-time password and hand it over. At the first sign-in the person chooses another.";
}

function loginOf({ way, fields: { values }, roles, isLimited, hours }: NewUserForm) {
  const limits = isLimited ? hoursOfDraft(hours) : undefined;
  return [
    { label: "Password", value: way === "one-time" ? "One-time password" : "By invitation" },
    ...(way === "one-time" ? [{ label: "Username", value: values.username }] : []),
    { label: "Roles", value: roles.map((role) => allRoles[role].title).join(", ") },
    { label: "PIN", value: values.pin === "" ? "None" : "Set" },
    { label: "Last day", value: values.lastDay === "" ? "No end set" : values.lastDay },
    { label: "Access hours", value: hoursInWords(limits) },
  ];
}

function contactOf(form: NewUserForm) {
  const { firstName, lastName, email } = form.fields.values;
  return [
    { label: "Name", value: `${firstName} ${lastName}` },
    { label: "Type", value: userTypes[form.type] },
    { label: "E-mail", value: email === "" ? "None" : email },
    ...detailsOf(form, 1),
  ];
}

function detailsOf({ fields: { values } }: NewUserForm, step: number) {
  const isDetail = (name: string): name is DetailName => name in detailInputs;
  return (fieldsOfStep[step] ?? [])
    .filter(isDetail)
    .filter((name) => values[name] !== "")
    .map((name) => ({ label: detailInputs[name].label, value: values[name] }));
}
