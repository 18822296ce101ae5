import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import { InvitationEdit, type InvitationView } from "../../../../shared/contract/invitations.ts";
import { type Role, roles as roleTable } from "../../../../shared/domain/role.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { users } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { PersonFields, RoleField } from "./invite-fields.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useEdit } from "./use-edit.ts";
import { fullName, type User } from "./user-standing.tsx";

type Invitation = z.output<typeof InvitationView>;
type Change = z.input<typeof InvitationEdit>;

const complaints = {
  firstName: "Enter the first name, at most 64 characters.",
  lastName: "Enter the last name, at most 64 characters.",
  email: "Enter an e-mail address such as name@practice.example.",
  roles: "Choose at least one role.",
} as const;
const formId = "invitation";
const sentToMember = "With a new address or new roles a new letter leaves at once, and the old link is dead.";
const sentToColleague = "To a new address a letter leaves at once.";

/** Corrects an invitation: a new address or new roles send it again at once. */
export function InvitationDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const invitationId = user.invitationId ?? "";
  const { data, error, refetch } = useQuery({
    queryKey: ["users", "invitation", invitationId],
    queryFn: () => users.getInvitation({ path: { invitationId } }),
    gcTime: 0,
  });
  const [isSaving, setSaving] = useState(false);
  return (
    <Modal
      visible
      header={`Correct the invitation of ${fullName(user)}`}
      closeAriaLabel="Cancel"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" form={formId} disabled={!data} loading={isSaving} loadingText="Saving">
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {error && (
        <ProblemAlert thrown={error} header="The invitation could not be loaded" onRetry={() => void refetch()} />
      )}
      {!data && !error && <Spinner />}
      {data && <InvitationForm key={data.version} read={data} onClose={onClose} onSaving={setSaving} />}
    </Modal>
  );
}

interface FormProps {
  readonly read: Versioned<Invitation>;
  readonly onClose: () => void;
  readonly onSaving: (isSaving: boolean) => void;
}

function InvitationForm({ read: { value, version }, onClose, onSaving }: FormProps) {
  const queries = useQueryClient();
  const { firstName, lastName, email } = value;
  const path = { invitationId: value.invitationId };
  const fields = useFormFields({ firstName, lastName, email, roles: "" }, complaints);
  const [roles, setRoles] = useState<readonly Role[]>(value.roles);
  const form = useFocusOnFault(fields.attempt);
  const edit = useEdit<Invitation, Change>({
    queryKey: ["users", "invitation", value.invitationId],
    read: () => users.getInvitation({ path }),
    save: async (body, of) => {
      onSaving(true);
      return users.editInvitation({ path, body, version: of }).finally(() => onSaving(false));
    },
    saved: "The invitation is corrected",
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: ["users"] });
      onClose();
    },
    onError: fields.showProblem,
  });
  const save = () => {
    fields.clearProblem();
    const { roles: _roles, ...person } = fields.values;
    const body = fields.check(InvitationEdit, value.isColleague ? person : { ...person, roles: [...roles] });
    if (body) edit.save(body, version);
  };
  return (
    <form id={formId} ref={form} onSubmit={submitting(save)} noValidate>
      <SpaceBetween size="l">
        {fields.problem && <ProblemAlert thrown={fields.problem} header="Nothing was changed" />}
        <Box variant="p">{value.isColleague ? sentToColleague : sentToMember}</Box>
        <PersonFields fields={fields} />
        {!value.isColleague && <RoleField value={roles} onChosen={setRoles} error={fields.errors.roles} />}
      </SpaceBetween>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={onClose} />
    </form>
  );
}

const inWords = (held: readonly Role[] | undefined) => held?.map((role) => roleTable[role].title).join(", ");
const comparisonOf = (theirs: Invitation, yours: Change) => [
  { label: "First name", theirs: theirs.firstName, yours: yours.firstName },
  { label: "Last name", theirs: theirs.lastName, yours: yours.lastName },
  { label: "E-mail", theirs: theirs.email, yours: yours.email },
  { label: "Roles", theirs: inWords(theirs.roles), yours: inWords(yours.roles) },
];
