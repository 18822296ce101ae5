import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import * as z from "zod/mini";
import { userRoutes } from "../../../../shared/contract/users.ts";
import { roleNames } from "../../../../shared/domain/role.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { users } from "./calls.ts";
import { DraftTexts, useDraft, useKept } from "./draft.ts";
import { InviteeField, inviteeNames, PersonFields, RoleField } from "./invite-fields.tsx";
import { useNotices } from "./notices.tsx";
import { Page } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { fullName, type User } from "./user-standing.tsx";

const Type = z.enum(inviteeNames);
const Roles = z.array(z.enum(roleNames));
const complaints = {
  firstName: "Enter the first name, at most 64 characters.",
  lastName: "Enter the last name, at most 64 characters.",
  email: "Enter an e-mail address such as name@practice.example.",
  roles: "Choose at least one role.",
} as const;

const toMember = "The person gets a mail with a link, and chooses username and password.";
const toColleague =
  "The person gets a mail that leads to signing up a practice of their own. They are no user of your practice: you see that they have registered, and nothing else.";

/** Adds a person: the invitation goes out by mail, and the user stands in the list at once. */
export function InvitePage() {
  const [, navigate] = useLocation();
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const draft = useDraft("invite", DraftTexts);
  const fields = useFormFields({ firstName: "", lastName: "", email: "", roles: "" }, complaints, draft);
  const [type, setType, forgetType] = useKept("invite-type", Type, "staff");
  const [roles, setRoles, forgetRoles] = useKept("invite-roles", Roles, ["member"]);
  const forget = () => {
    draft.drop();
    forgetType();
    forgetRoles();
  };
  const isElsewhere = type === "colleague";
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: (ask: () => Promise<User>) => ask(),
    onError: fields.showProblem,
    onSuccess: async (user) => {
      intention.fulfil();
      forget();
      await queries.invalidateQueries({ queryKey: ["users"] });
      tell(`${fullName(user)} is invited`, `The invitation is on its way to ${user.email}.`);
      navigate(user.isColleague ? "/invitations" : "/users");
    },
  });
  const invite = () => {
    fields.clearProblem();
    const { roles: _roles, ...person } = fields.values;
    if (isPending) return;
    if (type === "colleague") {
      const body = fields.check(userRoutes.inviteColleague.body, person);
      if (body) mutate(() => users.inviteColleague({ body, intention: intention.keyFor(body) }));
    } else {
      const body = fields.check(userRoutes.inviteUser.body, { ...person, type, roles });
      if (body) mutate(() => users.inviteUser({ body, intention: intention.keyFor(body) }));
    }
  };
  return (
    <Page title="Invite user" description={isElsewhere ? toColleague : toMember}>
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
              <InviteeField value={type} onChosen={setType} />
              {!isElsewhere && <RoleField value={roles} onChosen={setRoles} error={fields.errors.roles} />}
            </SpaceBetween>
          </Container>
        </Form>
      </form>
    </Page>
  );
}
