/** What is read of a person in an import, with its title and the names of columns it is taken from by itself. */
export const importFields = {
  firstName: { title: "First name", names: ["firstname", "givenname", "first"] },
  lastName: { title: "Last name", names: ["lastname", "surname", "familyname", "last"] },
  email: { title: "E-mail", names: ["email", "emailaddress", "mail"] },
  type: { title: "Type", names: ["type", "usertype"] },
  roles: { title: "Roles", names: ["roles", "role"] },
} as const satisfies Record<string, { title: string; names: readonly string[] }>;

export type ImportField = keyof typeof importFields;
export const importFieldNames = Object.keys(importFields) as [ImportField, ...ImportField[]];

/** Fields that an import cannot do without. The others have what an invitation has when nothing is said. */
export const neededImportFields: readonly ImportField[] = ["firstName", "lastName", "email"];

/** Which column each field is read from, by the column's title as it stands in the file. */
export type ColumnsChosen = Readonly<Partial<Record<ImportField, string | undefined>>>;

/** The columns that fit by their titles, in any case, with or without blanks and hyphens; each is taken once. */
export function columnsByName(titles: readonly string[]): ColumnsChosen {
  const found = importFieldNames.map((field) => {
    const names: readonly string[] = importFields[field].names;
    return [field, titles.find((title) => names.includes(title.toLowerCase().replace(/[^a-z]/g, "")))] as const;
  });
  return Object.fromEntries(found.filter(([, title]) => title !== undefined));
}

/** Rows of a file, and the bytes of it, that one import takes. Source: PRODUCT.md U11. */
export const mostImportRows = 1000;
export const mostImportBytes = 1_048_576;
