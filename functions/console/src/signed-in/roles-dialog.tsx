import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Role, roleNames, roles } from "../../../../shared/domain/role.ts";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** The button that changes what a user may do. */
export function RolesSwitch({ user }: { user: User }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Change roles</Button>
      {isOpen && <RolesDialog user={user} onDone={() => setOpen(false)} />}
    </>
  );
}

function RolesDialog({ user, onDone }: { user: User; onDone: () => void }) {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly Role[]>();
  const path = { userId: user.userId };
  const { data } = useQuery({ queryKey: ["users", user.userId, "roles"], queryFn: () => users.getUserRoles({ path }) });
  const held = chosen ?? data?.value.roles ?? user.roles;
  // Operators are of the vendor's practice: elsewhere nobody is offered what nobody can be.
  const offered = roleNames.filter(
    (role) => role !== "operator" || user.roles.includes(role) || data?.value.grantable.includes(role),
  );
  const { mutate, isPending } = useMutation({
    mutationFn: (reason: string) =>
      users.replaceUserRoles({ path, body: { roles: [...held], reason }, version: data?.version ?? "" }),
    onSuccess: () => tell(`The roles of ${fullName(user)} are changed`, "Every open session has ended."),
    onError: (thrown) => complain(`The roles of ${fullName(user)} were not changed`, thrown),
    onSettled: () => {
      onDone();
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
  });
  return (
    <ReasonDialog
      header={`Roles of ${fullName(user)}`}
      consequence={`Every open session of ${fullName(user)} ends with its next request; the next sign-in has the roles chosen here.`}
      confirm="Change roles"
      isBusy={isPending}
      onConfirm={(reason) => held.length > 0 && mutate(reason)}
      onDismiss={onDone}
    >
      <FormField label="Roles" errorText={held.length === 0 ? "Choose at least one role." : undefined}>
        <SpaceBetween size="xs">
          {offered.map((role) => (
            <Checkbox
              key={role}
              checked={held.includes(role)}
              disabled={data !== undefined && !data.value.grantable.includes(role)}
              onChange={({ detail }) =>
                setChosen(detail.checked ? [...held, role] : held.filter((other) => other !== role))
              }
            >
              {roles[role].title}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
    </ReasonDialog>
  );
}
