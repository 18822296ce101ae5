import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { roles } from "../../../../shared/domain/role.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { profile } from "./calls.ts";
import { ChangePassword } from "./change-password.tsx";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { DraftTexts, useDraft } from "./draft.ts";
import { Email } from "./email.tsx";
import { Moment } from "./moment.tsx";
import { OwnEmail } from "./own-email.tsx";
import { OwnPhone } from "./own-phone.tsx";
import { OwnPin } from "./own-pin.tsx";
import { OwnSecondStep } from "./own-second-step.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { Page } from "./page.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";
import type { User } from "./user-standing.tsx";

/** The own account: the name can be changed here, the rest is shown. */
export function ProfilePage() {
  const { data, error, refetch } = useQuery({ queryKey: ["profile"], queryFn: () => profile.getProfile() });
  return (
    <Page title="My profile">
      {error && (
        <ProblemAlert thrown={error} header="Your profile could not be loaded" onRetry={() => void refetch()} />
      )}
      {!error && !data && <Spinner />}
      {data && (
        <SpaceBetween size="l">
          <NameForm profile={data} />
          <ChangePassword />
          <AccountFacts user={data.value} />
          <OwnSecondStep />
          <OwnPhone />
          <OwnEmail address={data.value.email} />
          {data.value.secondStep !== "none" && <RecoveryCodes />}
          <OwnPin />
          <OwnSessions />
        </SpaceBetween>
      )}
    </Page>
  );
}

function NameForm({ profile: read }: { profile: Versioned<User> }) {
  const draft = useDraft("profile", DraftTexts);
  const fields = useFormFields(
    { firstName: read.value.firstName, lastName: read.value.lastName },
    {
      firstName: "Enter your first name, at most 64 characters.",
      lastName: "Enter your last name, at most 64 characters.",
    },
    draft,
  );
  const form = useFocusOnFault(fields.attempt);
  const edit = useEdit({
    queryKey: ["profile"],
    read: profile.getProfile,
    save: (body: { firstName: string; lastName: string }, version) => profile.updateProfile({ body, version }),
    saved: "Your name is saved",
    onSaved: draft.drop,
    onError: fields.showProblem,
  });
  const save = () => {
    fields.clearProblem();
    edit.save(fields.values, read.version);
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <Container
        header={<Header variant="h2">Name</Header>}
        footer={
          <Box float="right">
            <Button variant="primary" formAction="submit" loading={edit.isSaving} loadingText="Saving">
              Save name
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="Your name was not saved" />}
          <TextField
            label="First name"
            value={fields.values.firstName}
            error={fields.errors.firstName}
            onText={(text) => fields.set("firstName", text)}
            input={{ autoComplete: "given-name" }}
          />
          <TextField
            label="Last name"
            value={fields.values.lastName}
            error={fields.errors.lastName}
            onText={(text) => fields.set("lastName", text)}
            input={{ autoComplete: "family-name" }}
          />
        </SpaceBetween>
      </Container>
      <ChangedMeanwhile
        conflict={edit.conflict}
        rows={(theirs, yours) => [
          { label: "First name", theirs: theirs.firstName, yours: yours.firstName },
          { label: "Last name", theirs: theirs.lastName, yours: yours.lastName },
        ]}
        onTakeTheirs={(theirs) => {
          fields.set("firstName", theirs.firstName);
          fields.set("lastName", theirs.lastName);
        }}
      />
    </form>
  );
}

function AccountFacts({ user }: { user: User }) {
  return (
    <Container header={<Header variant="h2">Account</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Username", value: user.username ?? "None" },
          { label: "E-mail", value: user.email ? <Email address={user.email} /> : "None" },
          { label: "Roles", value: user.roles.map((role) => roles[role].title).join(", ") },
          { label: "Registered", value: <Moment at={user.registeredAt} otherwise="Unknown" /> },
          { label: "Last sign-in", value: <Moment at={user.lastSignInAt} otherwise="This is the first" /> },
        ]}
      />
    </Container>
  );
}
