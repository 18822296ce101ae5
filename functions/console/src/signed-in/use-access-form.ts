import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import { AccessChange } from "../../../../shared/contract/user-access.ts";
import type { Application } from "../../../../shared/domain/application.ts";
import { dateAfter, momentOf, wallTimeAt } from "../../../../shared/domain/wall-clock.ts";
import type { Versioned } from "../api/client.ts";
import { useFormFields } from "../form-fields.ts";
import { type Access, accessKey } from "./access.ts";
import { users } from "./calls.ts";
import { draftOf, hoursOfDraft } from "./hours-draft.ts";
import { useEdit } from "./use-edit.ts";

export type Change = z.input<typeof AccessChange>;

const complaints = {
  lastDay: "Enter a date such as 2027/03/31, or leave it empty.",
  hours: "Enter every time as hh:mm, or remove the window.",
  applications: "Choose at least one application.",
  siteIds: "Choose at least one site, at most 40, or let the person work at every site.",
  reason: "Say why, in at most 200 characters.",
} as const;

/** What is being typed about a user's access, and the saving of it. */
export function useAccessForm(userId: string, read: Versioned<Access>) {
  const { timeZone, accessHours, applications, siteIds } = read.value;
  const [isLimited, setIsLimited] = useState(accessHours !== undefined);
  const [draft, setDraft] = useState(() => draftOf(accessHours));
  const [granted, setGranted] = useState<readonly Application[]>(applications);
  const [sites, setSites] = useState(siteIds.length > 0 ? (siteIds as readonly string[]) : undefined);
  const fields = useFormFields(
    { lastDay: lastDayOf(read.value), hours: "", applications: "", siteIds: "", reason: "" },
    complaints,
  );
  const edit = useSaving(userId, fields.showProblem);
  const save = () => {
    fields.clearProblem();
    const { lastDay, reason } = fields.values;
    const hours = isLimited ? hoursOfDraft(draft) : undefined;
    const faults = faultsOf({ lastDay, areHoursWhole: !isLimited || hours !== undefined, sites });
    if (Object.keys(faults).length > 0) return fields.refuse(faults);
    const limits = {
      ...endOf(lastDay, timeZone),
      ...(hours ? { accessHours: hours } : {}),
      ...(sites ? { siteIds: [...sites] } : {}),
    };
    const body = fields.check(AccessChange, { ...limits, applications: [...granted], reason });
    if (body) edit.save(body, read.version);
  };
  return { fields, edit, save, isLimited, setIsLimited, draft, setDraft, granted, setGranted, sites, setSites };
}

function useSaving(userId: string, onError: (thrown: unknown) => void) {
  const queries = useQueryClient();
  const path = { userId };
  return useEdit<Access, Change>({
    queryKey: accessKey(userId),
    read: () => users.getAccess({ path }),
    save: async (body, version) => {
      const saved = await users.editAccess({ path, body, version });
      void queries.invalidateQueries({ queryKey: ["users", userId, "permissions"] });
      return saved;
    },
    saved: "The access is saved. It holds from the person's next request on",
    onError,
  });
}

interface Typed {
  readonly lastDay: string;
  readonly areHoursWhole: boolean;
  readonly sites: readonly string[] | undefined;
}

function faultsOf({ lastDay, areHoursWhole, sites }: Typed) {
  return {
    ...(lastDay === "" || isDate(lastDay) ? {} : { lastDay: complaints.lastDay }),
    ...(areHoursWhole ? {} : { hours: complaints.hours }),
    ...(sites?.length === 0 ? { siteIds: complaints.siteIds } : {}),
  };
}

/** Whether a text is a whole date. */
export const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** An account ends with its last day: at the midnight after it, by the practice's clock. */
export function endOf(lastDay: string, timeZone: string): { expiresAt?: string } {
  return lastDay === "" ? {} : { expiresAt: momentOf(dateAfter(lastDay, 1), 0, timeZone).toISOString() };
}

/** The last day of an account, by the practice's clock; nothing where it has no end. */
export function lastDayOf({ expiresAt, timeZone }: Pick<Access, "expiresAt" | "timeZone">): string {
  return expiresAt ? wallTimeAt(new Date(Date.parse(expiresAt) - 1), timeZone).date : "";
}
