import { profileRoutes } from "../../shared/contract/profile.ts";
import { serve } from "../../shared/http/serve.ts";
import { getProfile } from "./get-profile.ts";
import { updateProfile } from "./update-profile.ts";

export const handler = serve(profileRoutes, { getProfile, updateProfile });
