import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { PinView } from "../../../../shared/contract/pin.ts";
import { profileRoutes } from "../../../../shared/contract/profile.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { profile } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SecretField } from "./secret-field.tsx";

const empty = { pin: "" };
const complaints = {
  pin: "Choose 4 to 8 digits, not one digit over and over, nor a run such as 1234 or 8765.",
} as const;

/** The own PIN, for the telephone: how it stands, and a new one. */
export function OwnPin() {
  const { data, error, refetch } = useQuery({ queryKey: ["pin"], queryFn: () => profile.getPin() });
  const fields = useFormFields(empty, complaints);
  const form = useFocusOnFault(fields.attempt);
  const { isPending, set } = useSetPin(fields.showProblem, () => fields.set("pin", ""));
  const save = () => {
    fields.clearProblem();
    const body = fields.check(profileRoutes.setPin.body, fields.values);
    if (body) set(body);
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <Container
        header={
          <Header
            variant="h2"
            description="When you call your user manager for help, you say it to prove who you are. It never signs anybody in."
          >
            PIN for the telephone
          </Header>
        }
        footer={
          <Box float="right">
            <Button variant="primary" formAction="submit" loading={isPending} loadingText="Saving the PIN">
              Save PIN
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="Your PIN was not saved" />}
          {error && (
            <ProblemAlert thrown={error} header="Your PIN could not be looked up" onRetry={() => void refetch()} />
          )}
          {data && <State pin={data} />}
          <SecretField
            label="New PIN"
            description="4 to 8 digits, nothing that others know of you, such as a birthday."
            value={fields.values.pin}
            error={fields.errors.pin}
            onText={(text) => fields.set("pin", text)}
            input={{ autoComplete: "off", inputMode: "numeric" }}
          />
        </SpaceBetween>
      </Container>
    </form>
  );
}

function useSetPin(onError: (thrown: unknown) => void, onDone: () => void) {
  const intention = useIntention();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: typeof empty) => profile.setPin({ body, intention: intention.keyFor(body) }),
    onSuccess: () => {
      intention.fulfil();
      onDone();
      tell("Your PIN is set", "A mail tells you so, in case it was not you.");
      return queries.invalidateQueries({ queryKey: ["pin"] });
    },
    onError,
  });
  return { isPending, set: (body: typeof empty) => isPending || mutate(body) };
}

function State({ pin: { state, setAt } }: { pin: z.output<typeof PinView> }) {
  if (state === "none") return <Box color="text-body-secondary">You have none yet.</Box>;
  if (state === "locked")
    return (
      <Box color="text-status-error">Six wrong PINs were given in your name, so yours is locked. Set a new one.</Box>
    );
  return (
    <Box color="text-body-secondary">
      Set: <Moment at={setAt} />. A new one ends it.
    </Box>
  );
}
