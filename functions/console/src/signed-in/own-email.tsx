import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ownEmailRoutes } from "../../../../shared/contract/own-email.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { profile } from "./calls.ts";
import { Email } from "./email.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { TextField } from "./text-field.tsx";

const complaints = { email: "Enter an e-mail address such as name@practice.example." } as const;

/** The own e-mail address, and the way to another: it changes once the link that is mailed there was opened. */
export function OwnEmail({ address }: { address: string | undefined }) {
  const intention = useIntention();
  const [askedFor, setAskedFor] = useState<string>();
  const fields = useFormFields({ email: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: profile.startEmailChange,
    onSuccess: (_, { body }) => {
      intention.fulfil();
      setAskedFor(body.email);
      fields.set("email", "");
    },
    onError: fields.showProblem,
  });
  const ask = () => {
    fields.clearProblem();
    const body = fields.check(ownEmailRoutes.startEmailChange.body, fields.values);
    if (body && !isPending) mutate({ body, intention: intention.keyFor(body) });
  };
  return (
    <form ref={form} onSubmit={submitting(ask)} noValidate>
      <Container
        header={
          <Header variant="h2" description="Codes, links and notices about your account go there.">
            E-mail address
          </Header>
        }
        footer={
          <Box float="right">
            <Button variant="primary" formAction="submit" loading={isPending} loadingText="Sending the link">
              Send a link
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="No link was sent" />}
          <Box>Now: {address ? <Email address={address} /> : "none"}</Box>
          {askedFor && (
            <p role="status">
              Look into the mailbox of {askedFor}. Your address changes once you open the link there, within an hour.
            </p>
          )}
          <TextField
            label="New e-mail address"
            value={fields.values.email}
            error={fields.errors.email}
            onText={(text) => fields.set("email", text)}
            input={{ type: "email", autoComplete: false }}
          />
        </SpaceBetween>
      </Container>
    </form>
  );
}
