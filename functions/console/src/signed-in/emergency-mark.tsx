import Button from "@cloudscape-design/components/button";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { practices } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useMay } from "./session.tsx";
import { fullName, type User } from "./user-standing.tsx";

export const peopleKey = ["break-glass", "people"] as const;

interface Person {
  readonly userId: string;
  readonly name: string;
}

/** The button on a user's page that lets him break the glass, or no longer. */
export function EmergencyMark({ user }: { user: User }) {
  const mayOversee = useMay("break-glass:oversee");
  const isAble = user.status !== "disabled" && user.secondStep !== "none" && user.type !== "patient";
  const { data } = useQuery({
    queryKey: peopleKey,
    queryFn: () => practices.getBreakGlassPeople(),
    enabled: mayOversee,
  });
  const [isAsked, setIsAsked] = useState(false);
  const isMarked = data?.people.some(({ userId }) => userId === user.userId) === true;
  if (!mayOversee || !data || !(isAble || isMarked)) return null;
  const person = { userId: user.userId, name: fullName(user) };
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>
        {isMarked ? "Withdraw emergency access" : "Allow emergency access"}
      </Button>
      {isAsked && <MarkDialog person={person} isMarked={!isMarked} onClose={() => setIsAsked(false)} />}
    </>
  );
}

/** Says what it means to be chosen, or no longer, and asks why. */
export function MarkDialog(props: { person: Person; isMarked: boolean; onClose: () => void }) {
  const { person, isMarked, onClose } = props;
  const { userId, name } = person;
  const queries = useQueryClient();
  const { tell, complain } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: (reason: string) => practices.markForBreakGlass({ path: { userId }, body: { isMarked, reason } }),
    onSuccess: () => {
      tell(isMarked ? `${name} may break the glass` : `${name} may no longer break the glass`);
      return Promise.all([
        queries.invalidateQueries({ queryKey: ["break-glass"] }),
        queries.invalidateQueries({ queryKey: ["users", userId] }),
      ]);
    },
    onError: (thrown) => complain("The list was not changed", thrown),
    onSettled: onClose,
  });
  return (
    <ReasonDialog
      header={isMarked ? `Let ${name} break the glass?` : `Take ${name} off the list?`}
      consequence={
        isMarked
          ? `In an emergency ${name} may take the emergency role for 60 minutes. All security administrators are told then, and one of them reviews it.`
          : `${name} can no longer break the glass; an emergency access that runs ends with the next request.`
      }
      confirm={isMarked ? "Allow" : "Take off"}
      isBusy={isPending}
      onConfirm={(reason) => mutate(reason)}
      onDismiss={onClose}
    />
  );
}
