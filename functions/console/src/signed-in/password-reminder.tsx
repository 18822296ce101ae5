import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { useLocation } from "wouter";
import { Moment } from "./moment.tsx";
import { useSession } from "./session.tsx";

const storageKey = "gatehouse.password-reminder";

/** Says that a new password is due, until it is put off for this tab or done. */
export function PasswordReminder() {
  const { passwordDueAt } = useSession();
  const [location, navigate] = useLocation();
  const [isPutOff, setIsPutOff] = useState(() => sessionStorage.getItem(storageKey) !== null);
  if (!passwordDueAt || isPutOff) return null;
  const putOff = () => {
    sessionStorage.setItem(storageKey, "put-off");
    setIsPutOff(true);
  };
  const isPast = Date.parse(passwordDueAt) <= Date.now();
  return (
    <Box margin={{ bottom: "l" }}>
      <Alert
        type="warning"
        dismissible
        dismissAriaLabel="Put off"
        onDismiss={putOff}
        header="Time for a new password"
        action={location !== "/me" && <Button onClick={() => navigate("/me")}>Change password</Button>}
      >
        {isPast ? "Yours has reached its age: " : "You will be asked for one at sign-in: "}
        <Moment at={passwordDueAt} otherwise="" />.
      </Alert>
    </Box>
  );
}
