import { practiceRoutes } from "../../shared/contract/practices.ts";
import { serve } from "../../shared/http/serve.ts";
import { addDepartment } from "./add-department.ts";
import { addPharmacy } from "./add-pharmacy.ts";
import { addSite } from "./add-site.ts";
import { breakGlass } from "./break-glass.ts";
import { changeDepartment } from "./change-department.ts";
import { changeSite } from "./change-site.ts";
import { endBreakGlass } from "./end-break-glass.ts";
import { foreseePolicy } from "./foresee-policy.ts";
import { getBreakGlassPeople } from "./get-break-glass-people.ts";
import { getDepartment } from "./get-department.ts";
import { getPharmacy } from "./get-pharmacy.ts";
import { getPolicy } from "./get-policy.ts";
import { getPractice } from "./get-practice.ts";
import { getSite } from "./get-site.ts";
import { listBreakGlassGrants } from "./list-break-glass-grants.ts";
import { listDepartments } from "./list-departments.ts";
import { listPharmacies } from "./list-pharmacies.ts";
import { listSites } from "./list-sites.ts";
import { markForBreakGlass } from "./mark-for-break-glass.ts";
import { moveDepartmentMembers } from "./move-department-members.ts";
import { moveSiteMembers } from "./move-site-members.ts";
import { removePharmacy } from "./remove-pharmacy.ts";
import { replacePharmacy } from "./replace-pharmacy.ts";
import { replacePolicy } from "./replace-policy.ts";
import { reviewBreakGlass } from "./review-break-glass.ts";
import { signUp } from "./sign-up.ts";
import { updatePractice } from "./update-practice.ts";

export const handler = serve(practiceRoutes, {
  signUp,
  getPractice,
  updatePractice,
  getPolicy,
  replacePolicy,
  foreseePolicy,
  listSites,
  addSite,
  getSite,
  changeSite,
  moveSiteMembers,
  listDepartments,
  addDepartment,
  getDepartment,
  changeDepartment,
  moveDepartmentMembers,
  listPharmacies,
  addPharmacy,
  getPharmacy,
  replacePharmacy,
  removePharmacy,
  getBreakGlassPeople,
  markForBreakGlass,
  breakGlass,
  endBreakGlass,
  listBreakGlassGrants,
  reviewBreakGlass,
});
