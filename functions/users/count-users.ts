import type { userRoutes } from "../../shared/contract/users.ts";
import { readCounts } from "../../shared/data/directory.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../../shared/domain/user-status.ts";
import { userTypes } from "../../shared/domain/user-type.ts";
import type { Operation } from "../../shared/http/call.ts";

/** How many users there are, as the directory last counted them. */
export const countUsers: Operation<typeof userRoutes.countUsers> = async ({ caller }) => {
  const { asOf, numbers } = await readCounts(caller.scope);
  const by = <Table extends Record<string, string>>(facet: string, values: Table) =>
    Object.fromEntries(Object.keys(values).map((value) => [value, numbers[`${facet}.${value}`] ?? 0])) as Record<
      keyof Table & string,
      number
    >;
  return {
    asOf,
    all: numbers["all"] ?? 0,
    status: by("status", shownStatuses),
    registration: by("registration", shownRegistrations),
    secondStep: by("secondStep", secondSteps),
    type: by("type", userTypes),
  };
};
