import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import type { Access } from "./access.ts";
import { users } from "./calls.ts";
import { absoluteTime, Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { TextField } from "./text-field.tsx";
import { fullName, type User } from "./user-standing.tsx";

const lengths = ["1", "2", "4", "8", "12"] as const;
const optionOf = (hours: string) => ({ value: hours, label: hours === "1" ? "1 hour" : `${hours} hours` });

/** Lets somebody in beyond his hours for a while, with a reason. */
export function OnCallForm({ user, access }: { user: User; access: Access }) {
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const fields = useFormFields(
    { hours: "2", reason: "" },
    { hours: "Choose how long.", reason: "Say why, in at most 200 characters." },
  );
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { until: string; reason: string }) =>
      users.extendOnCall({ path: { userId: user.userId }, body, intention: intention.keyFor(fields.values) }),
    onSuccess: ({ onCallUntil }) => {
      intention.fulfil();
      tell(`${fullName(user)} may be in until ${absoluteTime(onCallUntil ?? "", access.timeZone)}`);
      return queries.invalidateQueries({ queryKey: ["users", user.userId] });
    },
    onError: fields.showProblem,
  });
  const extend = () => {
    fields.clearProblem();
    const { hours, reason } = fields.values;
    if (!reason.trim()) return fields.refuse({ reason: "Say why, in at most 200 characters." });
    // A minute less than the most there is, so that a slow clock does not matter.
    const until = new Date(Date.now() + Number(hours) * 3_600_000 - 60_000).toISOString();
    if (!isPending) mutate({ until, reason });
  };
  return (
    <form ref={form} onSubmit={submitting(extend)} noValidate>
      <Container
        header={
          <Header
            variant="h2"
            description="Whatever the hours say, for at most 12 hours."
            actions={
              <Button formAction="submit" loading={isPending} loadingText="Extending">
                Let in
              </Button>
            }
          >
            On call
          </Header>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The hours were not extended" />}
          {access.onCallUntil && (
            <span>
              Last let in until <Moment at={access.onCallUntil} />
            </span>
          )}
          <FormField label="From now for" errorText={fields.errors.hours}>
            <Select
              selectedOption={optionOf(fields.values.hours)}
              options={lengths.map(optionOf)}
              onChange={({ detail }) => fields.set("hours", detail.selectedOption.value ?? "2")}
            />
          </FormField>
          <TextField
            label="Reason for letting in"
            value={fields.values.reason}
            error={fields.errors.reason}
            onText={(text) => fields.set("reason", text)}
            input={{ autoComplete: false }}
          />
        </SpaceBetween>
      </Container>
    </form>
  );
}
