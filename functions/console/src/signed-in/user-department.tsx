import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { users } from "./calls.ts";
import { DepartmentField } from "./department-field.tsx";
import { useNotices } from "./notices.tsx";
import { departments } from "./places.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** The department that a user is in, changed here by those who may. */
export function UserDepartment({ user }: { user: User }) {
  const mayEdit = useMay("departments:edit");
  const [isOpen, setOpen] = useState(false);
  const seesPlaces = useMay("practice:read");
  const { data } = useQuery({ queryKey: departments.key, queryFn: departments.list, enabled: seesPlaces });
  const name = data?.find(({ id }) => id === user.departmentId)?.name ?? user.departmentName;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <span>{name ?? (user.departmentId ? "Loading" : "None")}</span>
      {mayEdit && (
        <Button variant="inline-link" onClick={() => setOpen(true)} ariaLabel="Change the department">
          Change
        </Button>
      )}
      {isOpen && <DepartmentDialog user={user} onEnd={() => setOpen(false)} />}
    </SpaceBetween>
  );
}

function DepartmentDialog({ user, onEnd }: { user: User; onEnd: () => void }) {
  const [chosen, setChosen] = useState(user.departmentId);
  const { tell } = useNotices();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      users.setUserDepartment({ path: { userId: user.userId }, body: chosen ? { departmentId: chosen } : {} }),
    onSuccess: () => {
      tell("The department is saved");
      onEnd();
    },
    onSettled: () =>
      Promise.all(
        [["users"], departments.key].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] })),
      ),
  });
  return (
    <Modal
      visible
      header={`Department of ${fullName(user)}`}
      closeAriaLabel="Leave it as it is"
      onDismiss={onEnd}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onEnd}>Leave it as it is</Button>
            <Button variant="primary" loading={isPending} loadingText="Saving" onClick={() => isPending || mutate()}>
              Save department
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {error && <ProblemAlert thrown={error} header="The department was not saved" />}
        <DepartmentField chosen={chosen} onChosen={setChosen} />
      </SpaceBetween>
    </Modal>
  );
}
