/** How an import of invitations is refused; part of the table of all refusals. */
export const importRefusals = {
  "import.unreadable": {
    status: 422,
    message: "This is no CSV file that can be read: a quotation mark is missing or one too many. Correct the file.",
  },
  "import.no-rows": {
    status: 422,
    message: "There is nobody in this file. Enter one person a line, below a line with the titles.",
  },
  "import.too-many-rows": { status: 422, message: "An import takes at most 1,000 people. Send the file in parts." },
  "import.column-missing": {
    status: 422,
    message: "Columns are missing. Choose which column holds what, or add them to the file.",
  },
  "import.not-found": { status: 404, message: "You have begun no such import. Start a new one with the same file." },
} as const;
