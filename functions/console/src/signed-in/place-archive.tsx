import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemError, problemOf } from "../api/problem-error.ts";
import { useNotices } from "./notices.tsx";
import type { Place, PlaceKind } from "./places.ts";
import { ProblemAlert } from "./problem-alert.tsx";

interface PlaceArchiveProps {
  readonly kind: PlaceKind;
  readonly place: Place;
  readonly places: readonly Place[];
  readonly onEnd: () => void;
}

/** Moves the people of a department or site to another and archives it then. */
export function PlaceArchive({ kind, place, places, onEnd }: PlaceArchiveProps) {
  const [to, setTo] = useState<string>();
  const [isMissing, setMissing] = useState(false);
  const { mutate, isPending, error, left } = useEmptying({ kind, place, onEnd });
  const options = places
    .filter(({ id, isArchived }) => id !== place.id && !isArchived)
    .map(({ id, name }) => ({ value: id, label: name }));
  const people = place.members === 1 ? "1 user" : `${place.members} users`;
  const confirm = () => {
    setMissing(to === undefined);
    if (to !== undefined && !isPending) mutate(to);
  };
  return (
    <Modal
      visible
      header={`Archive ${place.name}`}
      closeAriaLabel="Leave it as it is"
      onDismiss={onEnd}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onEnd}>Leave it as it is</Button>
            <Button
              variant="primary"
              loading={isPending}
              loadingText={`Moving, ${left ?? place.members} left`}
              disabled={options.length === 0}
              onClick={confirm}
            >
              {`Move ${people} and archive`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {error && <ProblemAlert thrown={error} header={`The ${kind.one} was not archived`} />}
        <Box variant="p">{`Only an empty ${kind.one} can be archived, so ${people} must move first. ${kind.moving}`}</Box>
        {options.length === 0 ? (
          <Box variant="p">{`There is no other ${kind.one} to move to. Add one first.`}</Box>
        ) : (
          <FormField label="Move to" errorText={isMissing && to === undefined ? `Choose a ${kind.one}.` : undefined}>
            <Select
              options={options}
              selectedOption={options.find(({ value }) => value === to) ?? null}
              placeholder={`Choose a ${kind.one}`}
              filteringType={options.length > 8 ? "auto" : "none"}
              filteringAriaLabel={`Find a ${kind.one}`}
              onChange={({ detail }) => setTo(detail.selectedOption.value)}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}

function useEmptying({ kind, place, onEnd }: Omit<PlaceArchiveProps, "places">) {
  const { tell } = useNotices();
  const queries = useQueryClient();
  const [left, setLeft] = useState<number>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (to: string) => {
      await moveAll((intention) => kind.move(place.id, to, intention), setLeft);
      await kind.change(place.id, { isArchived: true }, `"v${place.version}"`);
    },
    onSuccess: () => {
      tell(`The ${kind.one} ${place.name} is archived`);
      onEnd();
    },
    onSettled: () =>
      Promise.all([kind.key, ["users"]].map((queryKey) => queries.invalidateQueries({ queryKey: [...queryKey] }))),
  });
  return { mutate, isPending, error, left };
}

const mostIdle = 10;
const pauseMilliseconds = 500;

/** Asks again until nobody is left. Whom the lists do not name yet comes with a later request. */
async function moveAll(
  move: (intention: string) => Promise<{ moved: number; left: number }>,
  onLeft: (left: number) => void,
): Promise<void> {
  for (let idle = 0; idle < mostIdle; ) {
    const answer = await move(crypto.randomUUID()).catch(againWhenChanged);
    if (answer.left === 0) return;
    if (answer.moved > 0) onLeft(answer.left);
    idle = answer.moved > 0 ? 0 : idle + 1;
    if (answer.moved === 0) await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
  throw new ProblemError({
    status: 0,
    code: "not-empty",
    detail: "Some people were put here a moment ago and could not be moved yet. Try again in a minute.",
  });
}

function againWhenChanged(thrown: unknown): { moved: number; left: number } {
  if (problemOf(thrown).code !== "request.changed-meanwhile") throw thrown;
  return { moved: 0, left: 1 };
}
