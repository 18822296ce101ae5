import { practiceRoutes } from "../../shared/contract/practices.ts";
import { serve } from "../../shared/http/serve.ts";
import { addDepartment } from "./add-department.ts";
import { addPharmacy } from "./add-pharmacy.ts";
import { addSite } from "./add-site.ts";
import { approveEpcsProposal } from "./approve-epcs-proposal.ts";
import { breakGlass } from "./break-glass.ts";
import { cancelEpcsProposal } from "./cancel-epcs-proposal.ts";
import { changeDepartment } from "./change-department.ts";
import { changeSite } from "./change-site.ts";
import { designateForEpcs } from "./designate-for-epcs.ts";
import { endBreakGlass } from "./end-break-glass.ts";
import { findEpcsPeople } from "./find-epcs-people.ts";
import { foreseePolicy } from "./foresee-policy.ts";
import { getBreakGlassPeople } from "./get-break-glass-people.ts";
import { getDepartment } from "./get-department.ts";
import { getEpcs } from "./get-epcs.ts";
import { getPharmacy } from "./get-pharmacy.ts";
import { getPolicy } from "./get-policy.ts";
import { getPractice } from "./get-practice.ts";
import { getSite } from "./get-site.ts";
import { listBreakGlassGrants } from "./list-break-glass-grants.ts";
import { listDepartments } from "./list-departments.ts";
import { listEpcsDays } from "./list-epcs-days.ts";
import { listPharmacies } from "./list-pharmacies.ts";
import { listSites } from "./list-sites.ts";
import { markForBreakGlass } from "./mark-for-break-glass.ts";
import { moveDepartmentMembers } from "./move-department-members.ts";
import { moveSiteMembers } from "./move-site-members.ts";
import { proposeEpcs } from "./propose-epcs.ts";
import { removePharmacy } from "./remove-pharmacy.ts";
import { replacePharmacy } from "./replace-pharmacy.ts";
import { replacePolicy } from "./replace-policy.ts";
import { reviewBreakGlass } from "./review-break-glass.ts";
import { reviseEpcsProposal } from "./revise-epcs-proposal.ts";
import { signUp } from "./sign-up.ts";
import { suspendEpcsMark } from "./suspend-epcs-mark.ts";
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
  getEpcs,
  designateForEpcs,
  findEpcsPeople,
  listEpcsDays,
  proposeEpcs,
  reviseEpcsProposal,
  approveEpcsProposal,
  cancelEpcsProposal,
  suspendEpcsMark,
});
