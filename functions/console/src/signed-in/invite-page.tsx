import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { userRoutes } from "../../../../shared/contract/users.ts";
import type { Role } from "../../../../shared/domain/role.ts";
import type { UserType } from "../../../../shared/domain/user-type.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { users } from "./calls.ts";
import { PersonFields, RoleField, TypeField } from "./invite-fields.tsx";
import { useNotices } from "./notices.tsx";
import { Page } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { fullName } from "./user-standing.tsx";

const complaints = {
  firstName: "Enter the first name, at most 64 characters.",
  lastName: "Enter the last name, at most 64 characters.",
  email: "Enter an e-mail address such as name@practice.example.",
  roles: "Choose at least one role.",
} as const;

/** Adds a person: the invitation goes out by mail, and the user stands in the list at once. */
export function InvitePage() {
  const [, navigate] = useLocation();
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const fields = useFormFields({ firstName: "", lastName: "", email: "", roles: "" }, complaints);
  const [type, setType] = useState<UserType>("staff");
  const [roles, setRoles] = useState<Role[]>(["member"]);
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: users.inviteUser,
    onError: fields.showProblem,
    onSuccess: async (user) => {
      intention.fulfil();
      await queries.invalidateQueries({ queryKey: ["users"] });
      tell(`${fullName(user)} is invited`, `The invitation is on its way to ${user.email}.`);
      navigate("/users");
    },
  });
  const invite = () => {
    fields.clearProblem();
    const { firstName, lastName, email } = fields.values;
    const body = fields.check(userRoutes.inviteUser.body, { firstName, lastName, email, type, roles });
    if (body && !isPending) mutate({ body, intention: intention.keyFor(body) });
  };
  return (
    <Page title="Invite user" description="The person gets a mail with a link, and chooses username and password.">
      <form ref={form} onSubmit={submitting(invite)} noValidate>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <PageButton to="/users" variant="link">
                Cancel
              </PageButton>
              <Button variant="primary" formAction="submit" loading={isPending} loadingText="Sending the invitation">
                Send invitation
              </Button>
            </SpaceBetween>
          }
        >
          <Container>
            <SpaceBetween size="l">
              {fields.problem && <ProblemAlert thrown={fields.problem} header="The invitation was not sent" />}
              <PersonFields fields={fields} />
              <TypeField value={type} onChosen={setType} />
              <RoleField value={roles} onChosen={setRoles} error={fields.errors.roles} />
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  );
}
