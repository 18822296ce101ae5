import { checklistOf, type Practice } from "../../shared/domain/practice.ts";
import type { User } from "../../shared/domain/user.ts";

/** The practice as one of its people sees it, with what is left to set up. */
export function practiceViewOf(practice: Practice, viewer: User) {
  return {
    practiceId: practice.practiceId,
    name: practice.name,
    timeZone: practice.timeZone,
    npi: practice.npi,
    isSoleProprietor: practice.isSoleProprietor ?? false,
    furtherNpis: [...(practice.furtherNpis ?? [])],
    taxId: practice.taxId,
    addressLines: [...(practice.addressLines ?? [])],
    contact: { ...practice.contact },
    applications: [...practice.applications],
    closures: [...(practice.closures ?? [])],
    checklist: checklistOf(practice, viewer.secondStep !== "none"),
  };
}
