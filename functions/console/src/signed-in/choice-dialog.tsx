import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { roles } from "../../../../shared/domain/role.ts";
import { leaveFor } from "../base-address.ts";
import { tellOtherTabs } from "../tabs.ts";
import { login } from "./calls.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";

/** Goes on in another role or at another site; all tabs then show what that may do. */
export function ChoiceDialog({ onDismiss }: { onDismiss: () => void }) {
  const session = useSession();
  const { roles: held = [], sites = [] } = session.choices ?? {};
  const [role, setRole] = useState(held.find((each) => session.roles.includes(each)));
  const [siteId, setSiteId] = useState(session.site?.siteId);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      login.changeRoleAndSite({
        body: { ...(role ? { role } : {}), ...(siteId && sites.length > 0 ? { siteId } : {}) },
      }),
    onSuccess: () => {
      tellOtherTabs("signed-in");
      leaveFor("/");
    },
  });
  const roleOptions = held.map((each) => ({ value: each, label: roles[each].title }));
  const siteOptions = sites.map((site) => ({ value: site.siteId, label: site.name }));
  return (
    <Modal
      visible
      header="Change role or site"
      closeAriaLabel="Leave it as it is"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>Leave it as it is</Button>
            <Button variant="primary" loading={isPending} loadingText="Changing" onClick={() => mutate()}>
              Change
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {error && <ProblemAlert thrown={error} header="Nothing was changed" />}
        <Box variant="p">The audit log names role and site with all you do from now on. The overview opens then.</Box>
        {held.length > 0 && (
          <FormField label="Role">
            <Select
              options={roleOptions}
              selectedOption={roleOptions.find(({ value }) => value === role) ?? null}
              onChange={({ detail }) => setRole(held.find((each) => each === detail.selectedOption.value))}
            />
          </FormField>
        )}
        {sites.length > 0 && (
          <FormField label="Site">
            <Select
              options={siteOptions}
              selectedOption={siteOptions.find(({ value }) => value === siteId) ?? null}
              placeholder="Choose a site"
              filteringType={sites.length > 8 ? "auto" : "none"}
              filteringAriaLabel="Find a site"
              onChange={({ detail }) => setSiteId(detail.selectedOption.value)}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}
