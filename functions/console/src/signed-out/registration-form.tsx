import { useLocation } from "wouter";
import type * as z from "zod/mini";
import { type RegistrationView, registrationRoutes } from "../../../../shared/contract/registration.ts";
import type { PasswordContext } from "../../../../shared/domain/password-policy.ts";
import { type FormFields, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { forgetLinkToken } from "../link-token.ts";
import { unmetRule } from "../password-rules.ts";
import { submitting } from "../submitting.ts";
import { ProblemAlert } from "./alert.tsx";
import { login, registrations } from "./calls.ts";
import { goOnFromPassword } from "./entered.ts";
import { TextField } from "./field.tsx";
import { Frame } from "./frame.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useSending } from "./use-sending.ts";

type Invitation = Extract<z.output<typeof RegistrationView>, { state: "open" }>;
type Values = Readonly<Record<"firstName" | "lastName" | "username" | "password", string>>;

const complaints = {
  firstName: "Enter your first name, at most 64 characters.",
  lastName: "Enter your last name, at most 64 characters.",
  username: "Choose a username of 3 to 64 letters, digits, dots, hyphens or underscores.",
  password: "Choose a password that meets the rules below.",
} as const;

/** Name, username and password; then the sign-in goes on by itself with the second step. */
export function RegistrationForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const [, navigate] = useLocation();
  const { isBusy, send } = useSending();
  const intention = useIntention();
  const fields = useFormFields<Values>(firstTexts(invitation), complaints);
  const form = useFocusOnFault(fields.attempt);
  const context = contextOf(invitation, fields.values);
  const register = () => {
    fields.clearProblem();
    const body = fields.check(registrationRoutes.register.body, { token, ...fields.values });
    if (!body) return;
    const unmet = unmetRule(body.password, context);
    if (unmet) return fields.refuse({ password: unmet });
    send(async () => {
      const { username } = await registrations.register({ body, intention: intention.keyFor(body) });
      forgetLinkToken("invitation");
      await firstSignIn({ identifier: username, password: body.password }, navigate);
    }, fields.showProblem);
  };
  return (
    <Frame
      title={invitation.kind === "founder" ? "Confirm and choose your password" : `Join ${invitation.practiceName}`}
    >
      <p>
        {invitation.kind === "founder"
          ? `You open ${invitation.practiceName} and become its security administrator.`
          : `You were invited to work with ${invitation.practiceName}.`}{" "}
        Your address is <strong>{invitation.email}</strong>.
      </p>
      <form ref={form} onSubmit={submitting(register)} noValidate>
        <ProblemAlert problem={fields.problem} />
        <NameFields fields={fields} />
        <NewPasswordField
          value={fields.values.password}
          error={fields.errors.password}
          context={context}
          onText={(text) => fields.set("password", text)}
        />
        {invitation.needsSecondStep && (
          <p>Next you set up a second step for signing in, such as an authenticator app.</p>
        )}
        <SubmitButton text="Register" busyText="Registering" isBusy={isBusy} />
      </form>
    </Frame>
  );
}

function NameFields({ fields: { values, errors, set } }: { fields: FormFields<Values> }) {
  return (
    <>
      <div className="pair">
        <TextField
          label="First name"
          error={errors.firstName}
          value={values.firstName}
          onText={(text) => set("firstName", text)}
          autoComplete="given-name"
          maxLength={64}
        />
        <TextField
          label="Last name"
          error={errors.lastName}
          value={values.lastName}
          onText={(text) => set("lastName", text)}
          autoComplete="family-name"
          maxLength={64}
        />
      </div>
      <TextField
        label="Username"
        hint="You sign in with it, or with your e-mail address. 3 to 64 letters, digits, dots, hyphens or underscores."
        error={errors.username}
        name="username"
        value={values.username}
        onText={(text) => set("username", text)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
      />
    </>
  );
}

/** Signs in with what was just chosen. When that fails, the person signs in by hand: the registration stands. */
async function firstSignIn(
  body: { identifier: string; password: string },
  navigate: (page: string) => void,
): Promise<void> {
  return login
    .signIn({ body })
    .then((answer) => goOnFromPassword(answer, "/", navigate))
    .catch(() => navigate("/signin?reason=registered"));
}

const firstTexts = ({ firstName = "", lastName = "", username = "" }: Invitation): Values => ({
  firstName,
  lastName,
  username,
  password: "",
});

function contextOf(invitation: Invitation, { firstName, lastName, username }: Values): PasswordContext {
  const { practiceName, email, passwordMinLength, passwordComposition } = invitation;
  const words = [practiceName, email, firstName, lastName, username];
  return { minLength: passwordMinLength, needsComposition: passwordComposition, words };
}
