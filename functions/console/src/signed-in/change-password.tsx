import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { shownRules, strengthOf, unmetRule } from "../password-rules.ts";
import { submitting } from "../submitting.ts";
import { tellOtherTabs } from "../tabs.ts";
import { keepCsrfToken, login } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SecretField } from "./secret-field.tsx";
import { sessionKey, useSession } from "./session.tsx";

const empty = { currentPassword: "", newPassword: "" };
const complaints = { currentPassword: "Enter your current password.", newPassword: "Choose a new password." } as const;

/** The own password: the current one, a new one with the practice's rules, and what it does to other sessions. */
export function ChangePassword() {
  const { passwordRules: context } = useSession();
  const fields = useFormFields(empty, complaints);
  const form = useFocusOnFault(fields.attempt);
  const { isPending, change } = useChange(fields.showProblem, () => {
    fields.set("currentPassword", "");
    fields.set("newPassword", "");
  });
  const { currentPassword, newPassword } = fields.values;
  const save = () => {
    fields.clearProblem();
    const unmet = unmetRule(newPassword, context);
    if (!currentPassword || unmet)
      return fields.refuse({
        ...(currentPassword ? {} : { currentPassword: complaints.currentPassword }),
        ...(unmet ? { newPassword: unmet } : {}),
      });
    change(fields.values);
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate id="password">
      <Container
        header={
          <Header variant="h2" description="You stay signed in here; every other session of yours ends.">
            Password
          </Header>
        }
        footer={
          <Box float="right">
            <Button variant="primary" formAction="submit" loading={isPending} loadingText="Changing the password">
              Change password
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="Your password was not changed" />}
          <SecretField
            label="Current password"
            value={currentPassword}
            error={fields.errors.currentPassword}
            input={{ autoComplete: "current-password" }}
            onText={(text) => fields.set("currentPassword", text)}
          />
          <SecretField
            label="New password"
            value={newPassword}
            error={fields.errors.newPassword}
            input={{ autoComplete: "new-password" }}
            onText={(text) => fields.set("newPassword", text)}
          />
          <Rules password={newPassword} />
        </SpaceBetween>
      </Container>
    </form>
  );
}

function useChange(onError: (thrown: unknown) => void, onDone: () => void) {
  const intention = useIntention();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: typeof empty) => login.changePassword({ body, intention: intention.keyFor(body) }),
    onSuccess: async ({ csrfToken }) => {
      intention.fulfil();
      keepCsrfToken(csrfToken);
      onDone();
      tell("Your password is changed", "Every other session of yours has ended.");
      // The other tabs of this browser hold the token of before.
      tellOtherTabs("signed-in");
      await queries.invalidateQueries({ queryKey: sessionKey });
    },
    onError,
  });
  return { isPending, change: (body: typeof empty) => isPending || mutate(body) };
}

/** The practice's rules, ticked while one types, and the strength in a word. */
function Rules({ password }: { password: string }) {
  const { passwordRules: context } = useSession();
  const rules = shownRules(password, context);
  const open = rules.filter((rule) => !rule.isMet).length;
  return (
    <div>
      <ul className="password-rules" aria-label="Rules for the new password">
        {rules.map(({ text, isMet }) => (
          <li key={text}>
            <span aria-hidden="true">{isMet ? "✓" : "○"}</span> {text}
            <span className="only-read">{isMet ? ": met" : ": not yet"}</span>
          </li>
        ))}
      </ul>
      <div role="status">
        {password && (
          <>
            Strength: <strong>{strengthOf(password)}</strong>
            <span className="only-read">. {open === 0 ? "All rules are met." : `${open} rules are not met yet.`}</span>
          </>
        )}
      </div>
    </div>
  );
}
