import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { TextField } from "./text-field.tsx";
import { firstWays, type useSftpRequestForm } from "./use-sftp-request-form.ts";

const ways = Object.entries(firstWays).map(([value, words]) => ({ value, ...words }));

/** What the software signs in with once its account is there: a password, a key, or what its maker sets up. */
export function FirstSignIn({ fields }: { fields: ReturnType<typeof useSftpRequestForm>["fields"] }) {
  const { values, errors, set } = fields;
  return (
    <Container header={<Header variant="h2">How it signs in</Header>}>
      <SpaceBetween size="l">
        <RadioGroup
          ariaLabel="How it signs in"
          items={ways}
          value={values.way}
          onChange={({ detail }) => set("way", detail.value)}
        />
        {values.way === "key" && (
          <FormField
            label="Public key"
            description="One line, such as id_ed25519.pub holds."
            errorText={errors.publicKey}
          >
            <Textarea
              rows={4}
              spellcheck={false}
              value={values.publicKey}
              placeholder="ssh-ed25519 AAAA..."
              onChange={({ detail }) => set("publicKey", detail.value)}
            />
          </FormField>
        )}
        {values.way === "vendor" && (
          <TextField
            label="E-mail address at the maker"
            description="The link there asks for a code that is mailed to the same address."
            value={values.vendorEmail}
            error={errors.vendorEmail}
            onText={(text) => set("vendorEmail", text)}
            input={{ type: "email", autoComplete: false }}
          />
        )}
        {values.way === "vendor" && (
          <FormField errorText={errors.isAllowed}>
            <Checkbox
              checked={values.isAllowed !== ""}
              onChange={({ detail }) => set("isAllowed", detail.checked ? "yes" : "")}
            >
              I allow this person to connect to our practice's claim files
            </Checkbox>
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}
