import { practiceRoutes } from "../../shared/contract/practices.ts";
import { serve } from "../../shared/http/serve.ts";
import { addSite } from "./add-site.ts";
import { changeSite } from "./change-site.ts";
import { foreseePolicy } from "./foresee-policy.ts";
import { getPolicy } from "./get-policy.ts";
import { getPractice } from "./get-practice.ts";
import { getSite } from "./get-site.ts";
import { listSites } from "./list-sites.ts";
import { replacePolicy } from "./replace-policy.ts";
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
});
