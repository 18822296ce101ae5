import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { Sort } from "../../../../shared/domain/directory-sorts.ts";
import { columnTitle, optionalColumns } from "./user-columns.tsx";

interface ColumnsProps {
  readonly shown: readonly Sort[];
  readonly onShow: (columns: readonly Sort[]) => void;
}

/** The button that opens the choice of columns. */
export function ChooseColumns({ shown, onShow }: ColumnsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button iconName="settings" ariaLabel="Choose columns" onClick={() => setOpen(true)} />
      {isOpen && (
        <Modal
          visible
          header="Columns of the list"
          closeAriaLabel="Close"
          onDismiss={() => setOpen(false)}
          footer={
            <Box float="right">
              <Button variant="primary" onClick={() => setOpen(false)}>
                Done
              </Button>
            </Box>
          }
        >
          <SpaceBetween size="s">
            <Box color="text-body-secondary">This browser keeps your choice. Every column sorts the list.</Box>
            {optionalColumns.map((name) => (
              <Checkbox
                key={name}
                checked={shown.includes(name)}
                onChange={({ detail }) =>
                  onShow(detail.checked ? [...shown, name] : shown.filter((other) => other !== name))
                }
              >
                {columnTitle(name)}
              </Checkbox>
            ))}
          </SpaceBetween>
        </Modal>
      )}
    </>
  );
}
