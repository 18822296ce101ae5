import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { readCsv } from "../../../../shared/csv/read-csv.ts";
import { writeCsv } from "../../../../shared/csv/write-csv.ts";
import { importFieldNames, importFields, mostImportBytes } from "../../../../shared/domain/import-columns.ts";
import { saveCsv } from "./save-csv.ts";

/** A file as it was chosen: its text, and the titles on its first line. */
export interface ChosenFile {
  readonly name: string;
  readonly csv: string;
  readonly titles: readonly string[];
}

/** The first step: a file of one's own, or a template to begin with. */
export function ImportFileField({ onChosen }: { onChosen: (file: ChosenFile) => void }) {
  const [complaint, setComplaint] = useState<string>();
  const choose = async (file: File | undefined) => {
    const read = file ? await readFile(file) : undefined;
    if (typeof read === "string") return setComplaint(read);
    setComplaint(undefined);
    if (read) onChosen(read);
  };
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField
          label="CSV file"
          controlId="import-file"
          description="One person a line, below a line with the titles of the columns. Nothing is written before you have seen what would happen."
          constraintText="At most 1 MB and 1,000 people, in UTF-8, with commas or semicolons."
          errorText={complaint}
        >
          <input
            id="import-file"
            type="file"
            accept=".csv,text/csv"
            aria-invalid={complaint !== undefined}
            onChange={({ target }) => void choose(target.files?.[0])}
          />
        </FormField>
        <Button iconName="download" onClick={() => saveCsv("people-to-invite.csv", template)}>
          Download a template
        </Button>
      </SpaceBetween>
    </Container>
  );
}

const template = writeCsv([
  importFieldNames.map((field) => importFields[field].title),
  ["Ada", "Example", "ada@practice.example", "Provider", "Member"],
]);

/** @returns the file, or why it cannot be used */
async function readFile(file: File): Promise<ChosenFile | string> {
  if (file.size > mostImportBytes) return "The file is larger than 1 MB. Send it in parts.";
  const csv = textOf(await file.arrayBuffer());
  if (csv === undefined) return "The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again.";
  const read = readCsv(csv);
  if (!read.isReadable)
    return `The file cannot be read from line ${read.line} on: a quotation mark is missing or one too many.`;
  const [titles, ...people] = read.records;
  if (!titles || people.length === 0) return "There is nobody in this file below the line with the titles.";
  return { name: file.name, csv, titles: [...new Set(titles.cells.map((cell) => cell.trim()).filter(Boolean))] };
}

function textOf(bytes: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) return undefined;
    throw thrown;
  }
}
