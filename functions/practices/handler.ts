import { practiceRoutes } from "../../shared/contract/practices.ts";
import { serve } from "../../shared/http/serve.ts";
import { addSite } from "./add-site.ts";
import { breakGlass } from "./break-glass.ts";
import { changeSite } from "./change-site.ts";
import { endBreakGlass } from "./end-break-glass.ts";
import { foreseePolicy } from "./foresee-policy.ts";
import { getBreakGlassPeople } from "./get-break-glass-people.ts";
import { getPolicy } from "./get-policy.ts";
import { getPractice } from "./get-practice.ts";
import { getSite } from "./get-site.ts";
import { listBreakGlassGrants } from "./list-break-glass-grants.ts";
import { listSites } from "./list-sites.ts";
import { markForBreakGlass } from "./mark-for-break-glass.ts";
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
  getBreakGlassPeople,
  markForBreakGlass,
  breakGlass,
  endBreakGlass,
  listBreakGlassGrants,
  reviewBreakGlass,
});
