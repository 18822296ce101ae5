import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { applicationNames, applications } from "../../../../shared/domain/application.ts";
import { roles } from "../../../../shared/domain/role.ts";
import { userTypes } from "../../../../shared/domain/user-type.ts";
import type { Versioned } from "../api/client.ts";
import { detailInputs, detailNames, textsOf } from "./detail-texts.ts";
import { Email } from "./email.tsx";
import { Moment } from "./moment.tsx";
import { useMay, useSession } from "./session.tsx";
import { useIsOther } from "./user-actions.tsx";
import { UserDepartment } from "./user-department.tsx";
import type { UserDetails } from "./user-details.ts";
import { UserDetailsForm } from "./user-details-form.tsx";
import { Standing } from "./user-standing.tsx";

/** Who a user is: the account, and what the practice keeps of the person, which may be edited here. */
export function UserProfile({ read }: { read: Versioned<UserDetails> }) {
  const user = read.value;
  const [isEdited, setIsEdited] = useState(false);
  const mayEdit = useMay("users:edit");
  const { userId } = useSession();
  const isOther = useIsOther(user);
  if (isEdited) return <UserDetailsForm read={read} onEnd={() => setIsEdited(false)} />;
  const isEditable = mayEdit && (isOther || userId === user.userId);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Account</Header>}>
        <KeyValuePairs columns={3} items={accountOf(user)} />
      </Container>
      <Container
        header={
          <Header variant="h2" actions={isEditable && <Button onClick={() => setIsEdited(true)}>Edit</Button>}>
            Person
          </Header>
        }
      >
        <KeyValuePairs columns={3} items={personOf(user)} />
      </Container>
    </SpaceBetween>
  );
}

const accountOf = (user: UserDetails) => [
  { label: "Status", value: <Standing user={user} /> },
  { label: "Type", value: userTypes[user.type] },
  { label: "Department", value: <UserDepartment user={user} /> },
  { label: "Roles", value: user.roles.map((role) => roles[role].title).join(", ") },
  { label: "Username", value: user.username ?? "Chosen at registration" },
  {
    label: "E-mail",
    value: (
      <>
        {user.email ? <Email address={user.email} /> : "None"}
        {user.registeredAt && user.email && (
          <Box fontSize="body-s" color="text-body-secondary">
            Changed by the person, under My profile
          </Box>
        )}
      </>
    ),
  },
  { label: "Invited", value: <Moment at={user.invitedAt} otherwise="Signed the practice up" /> },
  { label: "Registered", value: <Moment at={user.registeredAt} otherwise="Not yet" /> },
  { label: "Last sign-in", value: <Moment at={user.lastSignInAt} /> },
];

function personOf(user: UserDetails) {
  const texts = textsOf(user);
  const typed = detailNames.filter((name) => texts[name] !== "");
  const { externalIds = {}, wantsClaimMails = false, wantsOtherMails = true } = user;
  return [
    ...typed.map((name) => ({ label: detailInputs[name].label, value: texts[name].replaceAll("\n", ", ") })),
    ...applicationNames.flatMap((name) =>
      externalIds[name] ? [{ label: `Id in ${applications[name]}`, value: externalIds[name] }] : [],
    ),
    { label: "Mail about submitted claims", value: wantsClaimMails ? "On" : "Off" },
    { label: "Other mail", value: wantsOtherMails ? "On" : "Off" },
  ];
}
