import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { breakGlassRoutes } from "../../../../shared/contract/break-glass.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { practices } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { type Session, sessionKey } from "./session.tsx";
import { TextField } from "./text-field.tsx";

/** Where a person stands who may break the glass: ready, in it, or waiting for the review of the last use. */
export function EmergencyUse({ standing }: { standing: NonNullable<Session["breakGlass"]> }) {
  return (
    <Container header={<Header variant="h2">Break the glass</Header>}>
      {standing.until ? (
        <Alert type="warning" header="Your emergency access is running">
          It ends by itself: <Moment at={standing.until} />
        </Alert>
      ) : standing.isUnreviewed ? (
        <Alert type="info" header="Closed until it is reviewed">
          Emergency access was used at your practice. A security administrator who did not use it has to review that
          first.
        </Alert>
      ) : (
        <BreakForm />
      )}
    </Container>
  );
}

const complaints = { reason: "Say in at least 10 characters why it cannot wait." } as const;

function BreakForm() {
  const fields = useFormFields({ reason: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const queries = useQueryClient();
  const { tell } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { reason: string }) => practices.breakGlass({ body, intention: intention.keyFor(body) }),
    onSuccess: () => {
      intention.fulfil();
      tell("Emergency access is open for 60 minutes", "All security administrators were told by mail.");
      return queries.invalidateQueries({ queryKey: sessionKey });
    },
    onError: fields.showProblem,
  });
  const submit = () => {
    fields.clearProblem();
    const body = fields.check(breakGlassRoutes.breakGlass.body, fields.values);
    if (body && !isPending) mutate(body);
  };
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate>
      <SpaceBetween size="l">
        {fields.problem && <ProblemAlert thrown={fields.problem} header="The glass was not broken" />}
        <Box variant="p">
          For 60 minutes, in this browser only, you can unlock and enable users, reset their 2-step, end their sessions
          and change their access hours. All security administrators are told at once, everything you do is recorded,
          and one of them reviews it afterwards.
        </Box>
        <TextField
          label="Why can it not wait?"
          description="All security administrators read this."
          value={fields.values.reason}
          error={fields.errors.reason}
          onText={(text) => fields.set("reason", text)}
        />
        <Button variant="primary" loading={isPending} loadingText="Opening">
          Break the glass
        </Button>
      </SpaceBetween>
    </form>
  );
}
