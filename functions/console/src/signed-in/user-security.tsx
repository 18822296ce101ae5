import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { secondSteps } from "../../../../shared/domain/user-status.ts";
import { PinStanding } from "./caller-pin.tsx";
import { Moment } from "./moment.tsx";
import { GivePassword } from "./one-time-password.tsx";
import { useMay } from "./session.tsx";
import type { UserDetails } from "./user-details.ts";

/** How a user proves who he is. */
export function UserSecurity({ user }: { user: UserDetails }) {
  const mayUnlock = useMay("users:unlock");
  const isHanded = user.email === undefined && user.registeredAt !== undefined && user.status !== "disabled";
  return (
    <Container header={<Header variant="h2">How this person signs in</Header>}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={3}
          items={[
            { label: "2-step verification", value: secondSteps[user.secondStep] },
            ...(mayUnlock ? [{ label: "PIN for the telephone", value: <PinStanding userId={user.userId} /> }] : []),
            {
              label: "A forgotten password",
              value: user.email ? "Set anew by a mailed link" : "Handed over by a user manager",
            },
            { label: "Last sign-in", value: <Moment at={user.lastSignInAt} /> },
          ]}
        />
        {isHanded && <GivePassword user={user} />}
      </SpaceBetween>
    </Container>
  );
}
