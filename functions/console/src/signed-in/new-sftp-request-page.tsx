import Autosuggest from "@cloudscape-design/components/autosuggest";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import { claimTypeInWords, claimTypeNames, softwareCatalogue } from "../../../../shared/domain/sftp-software.ts";
import { useFocusOnFault } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { FirstSignIn } from "./first-sign-in.tsx";
import { Page } from "./page.tsx";
import { PageButton } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { TextField } from "./text-field.tsx";
import { type RequestTexts, useSftpRequestForm } from "./use-sftp-request-form.ts";

export type RequestFields = ReturnType<typeof useSftpRequestForm>["fields"];

/** Asks for an SFTP account for one piece of software. Who asks is known from the session. */
export function NewSftpRequestPage() {
  const { fields, send, isPending } = useSftpRequestForm();
  const form = useFocusOnFault(fields.attempt);
  return (
    <Page title="Request an SFTP account" description="For one piece of software. You get a mail at each step.">
      <form ref={form} onSubmit={submitting(send)} noValidate>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <PageButton to="/sftp" variant="link">
                Cancel
              </PageButton>
              <Button variant="primary" formAction="submit" loading={isPending} loadingText="Sending the request">
                Send request
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            {fields.problem && <ProblemAlert thrown={fields.problem} header="The request was not sent" />}
            <Software fields={fields} />
            <FirstSignIn fields={fields} />
            <More fields={fields} />
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
}

function Software({ fields }: { fields: RequestFields }) {
  const { values, errors, set } = fields;
  const { firstName, lastName, username, practiceName } = useSession();
  return (
    <Container header={<Header variant="h2">Software</Header>}>
      <SpaceBetween size="l">
        <Box variant="p">
          Requested by {firstName} {lastName} ({username}) of {practiceName}. The account's username is made from the
          names of the practice and of the software.
        </Box>
        <FormField
          label="Software"
          description="Choose it or type its name. Each piece of software has an account of its own."
          errorText={errors.softwareName}
        >
          <SoftwareName fields={fields} />
        </FormField>
        <FormField label="Claims" errorText={errors.claimType}>
          <RadioGroup
            items={claimTypeNames.map((value) => ({ value, label: claimTypeInWords(value) }))}
            value={values.claimType}
            onChange={({ detail }) => set("claimType", detail.value)}
          />
        </FormField>
        <TextField
          label="Contact for the software"
          description="Whom to call about it, in your practice or at its maker."
          value={values.contactName}
          error={errors.contactName}
          onText={(text) => set("contactName", text)}
          input={{ autoComplete: false }}
        />
      </SpaceBetween>
    </Container>
  );
}

/** A refused name gets the focus, which opens the list: it stays shut then, so that one reads what is wrong, until one types or asks for it. */
function SoftwareName({ fields: { values, errors, set, attempt } }: { fields: RequestFields }) {
  const [askedIn, setAskedIn] = useState<number>();
  const isShut = errors.softwareName !== undefined && askedIn !== attempt;
  return (
    <Autosuggest
      value={values.softwareName}
      options={isShut ? [] : softwareCatalogue.map((value) => ({ value }))}
      enteredTextLabel={(text) => `Use "${text}"`}
      hideEnteredTextOption={isShut}
      empty={isShut ? undefined : "Any other name is as good"}
      onKeyDown={({ detail }) => detail.key === "ArrowDown" && setAskedIn(attempt)}
      onBlur={() => setAskedIn(attempt)}
      onChange={({ detail }) => set("softwareName", detail.value)}
    />
  );
}

const lines = [
  {
    name: "addresses",
    label: "Allowed addresses",
    description:
      "Where the software comes from: one address or range such as 203.0.113.0/24 a line. Empty: everywhere.",
  },
  {
    name: "enrolments",
    label: "Payers",
    description: "To whom it sends claims, one a line. The request keeps a list of those you have enrolled with.",
  },
  { name: "notes", label: "Notes", description: "What support should know. No passwords and nothing of patients." },
] as const satisfies readonly { name: keyof RequestTexts; label: string; description: string }[];

function More({ fields: { values, errors, set } }: { fields: RequestFields }) {
  return (
    <Container header={<Header variant="h2">More</Header>}>
      <SpaceBetween size="l">
        {lines.map(({ name, label, description }) => (
          <FormField
            key={name}
            label={
              <>
                {label} <i>- optional</i>
              </>
            }
            description={description}
            errorText={errors[name]}
          >
            <Textarea rows={3} value={values[name]} onChange={({ detail }) => set(name, detail.value)} />
          </FormField>
        ))}
      </SpaceBetween>
    </Container>
  );
}
