import { type Application, applicationNames, applications } from "../../../../shared/domain/application.ts";
import type { FormFields } from "../form-fields.ts";
import { TextField } from "./field.tsx";
import { TimeZoneField } from "./time-zone-field.tsx";

type Fields = FormFields<
  Readonly<Record<"name" | "email" | "timeZone" | "npi" | "firstName" | "lastName" | "username", string>>
>;

/** What makes the practice: the only part that is needed. */
export function CompanySection({ fields: { values, errors, set } }: { fields: Fields }) {
  return (
    <fieldset>
      <legend>Your practice</legend>
      <TextField
        label="Practice name"
        error={errors.name}
        value={values.name}
        onText={(text) => set("name", text)}
        autoComplete="organization"
        maxLength={120}
      />
      <TextField
        label="Your e-mail address"
        hint="The link to confirm goes here."
        error={errors.email}
        type="email"
        value={values.email}
        onText={(text) => set("email", text)}
        autoComplete="email"
        maxLength={254}
      />
      <TimeZoneField error={errors.timeZone} value={values.timeZone} onText={(zone) => set("timeZone", zone)} />
      <TextField
        label="Organisation NPI"
        isOptional
        error={errors.npi}
        value={values.npi}
        onText={(text) => set("npi", text)}
        inputMode="numeric"
        maxLength={10}
      />
    </fieldset>
  );
}

interface ApplicationSectionProps {
  readonly chosen: readonly Application[];
  readonly onChosen: (chosen: readonly Application[]) => void;
}

/** The applications that the practice's people will open. */
export function ApplicationSection({ chosen, onChosen }: ApplicationSectionProps) {
  return (
    <fieldset>
      <legend>
        Applications you use <span className="optional">- optional, can be chosen later</span>
      </legend>
      {applicationNames
        .filter((name) => name !== "administration")
        .map((name) => (
          <label key={name} className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={({ currentTarget }) =>
                onChosen(currentTarget.checked ? [...chosen, name] : chosen.filter((other) => other !== name))
              }
            />
            {applications[name]}
          </label>
        ))}
    </fieldset>
  );
}

/** Who signs up; asked again, filled in, when the mailed link is opened. */
export function LoginSection({ fields: { values, errors, set } }: { fields: Fields }) {
  return (
    <fieldset>
      <legend>
        Your login <span className="optional">- optional, can be typed later</span>
      </legend>
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
        hint="3 to 64 letters, digits, dots, hyphens or underscores."
        error={errors.username}
        value={values.username}
        onText={(text) => set("username", text)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
      />
    </fieldset>
  );
}
