import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import {
  type ColumnsChosen,
  columnsByName,
  type ImportField,
  importFieldNames,
  importFields,
  neededImportFields,
} from "../../../../shared/domain/import-columns.ts";
import { submitting } from "../submitting.ts";
import type { ChosenFile } from "./import-file-field.tsx";

interface ImportColumnsProps {
  readonly file: ChosenFile;
  readonly isChecking: boolean;
  readonly onChosen: (columns: ColumnsChosen) => void;
  readonly onBack: () => void;
}

const none = { value: "", label: "Not in the file" };

/** The second step: which column holds what, found by the titles where they say so. */
export function ImportColumns({ file, isChecking, onChosen, onBack }: ImportColumnsProps) {
  const [columns, setColumns] = useState<ColumnsChosen>(() => columnsByName(file.titles));
  const [isTried, setIsTried] = useState(false);
  const missing = neededImportFields.filter((field) => !columns[field]);
  const go = () => {
    setIsTried(true);
    if (missing.length === 0 && !isChecking) onChosen(columns);
  };
  const options = file.titles.map((title) => ({ value: title, label: title }));
  const field = (name: ImportField) => (
    <FormField
      key={name}
      label={importFields[name].title}
      errorText={isTried && missing.includes(name) ? "Choose the column that holds this." : undefined}
    >
      <Select
        options={[none, ...options]}
        selectedOption={options.find(({ value }) => value === columns[name]) ?? none}
        onChange={({ detail }) => setColumns({ ...columns, [name]: detail.selectedOption.value || undefined })}
      />
    </FormField>
  );
  return (
    <form onSubmit={submitting(go)} noValidate>
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onBack}>
              Choose another file
            </Button>
            <Button variant="primary" formAction="submit" loading={isChecking} loadingText="Looking at the rows">
              Look at the rows
            </Button>
          </SpaceBetween>
        }
      >
        <Container
          header={
            <Header
              variant="h2"
              description={`From ${file.name}. Without type and roles, people become staff and member.`}
            >
              Columns
            </Header>
          }
        >
          <SpaceBetween size="m">{importFieldNames.map(field)}</SpaceBetween>
        </Container>
      </Form>
    </form>
  );
}
