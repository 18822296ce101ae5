import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Conflict } from "./use-edit.ts";

interface Row {
  readonly label: string;
  readonly theirs: string | undefined;
  readonly yours: string | undefined;
}
interface ChangedMeanwhileProps<T, C> {
  readonly conflict: Conflict<T, C> | undefined;
  /** The fields of both versions, as texts. */
  readonly rows: (theirs: T, yours: C) => readonly Row[];
  readonly onTakeTheirs: (theirs: T) => void;
}

/** Shows what somebody else saved in the meantime beside what was typed here, field by field where they differ. */
export function ChangedMeanwhile<T, C>({ conflict, rows, onTakeTheirs }: ChangedMeanwhileProps<T, C>) {
  if (!conflict) return null;
  const takeTheirs = () => {
    onTakeTheirs(conflict.theirs);
    conflict.giveUp();
  };
  const different = rows(conflict.theirs, conflict.yours).filter(({ theirs, yours }) => theirs !== yours);
  return (
    <Modal
      visible
      header="Somebody changed this in the meantime"
      closeAriaLabel="Keep theirs"
      onDismiss={takeTheirs}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={takeTheirs}>Keep theirs</Button>
            <Button variant="primary" onClick={conflict.overwrite}>
              Save yours over it
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {different.length === 0 ? (
        <Box variant="p">Both say the same now.</Box>
      ) : (
        <table className="comparison">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Theirs</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {different.map(({ label, theirs, yours }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{theirs || "Nothing"}</td>
                <td>{yours || "Nothing"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
