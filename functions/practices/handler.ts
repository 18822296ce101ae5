import { practiceRoutes } from "../../shared/contract/practices.ts";
import { serve } from "../../shared/http/serve.ts";
import { foreseePolicy } from "./foresee-policy.ts";
import { getPolicy } from "./get-policy.ts";
import { getPractice } from "./get-practice.ts";
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
});
