import { profileRoutes } from "../../shared/contract/profile.ts";
import { serve } from "../../shared/http/serve.ts";
import { confirmEmailChange } from "./confirm-email-change.ts";
import { endOtherSessions } from "./end-other-sessions.ts";
import { endSession } from "./end-session.ts";
import { getPin } from "./get-pin.ts";
import { getProfile } from "./get-profile.ts";
import { getRecoveryCodes } from "./get-recovery-codes.ts";
import { listSessions } from "./list-sessions.ts";
import { makeRecoveryCodes } from "./make-recovery-codes.ts";
import { setPin } from "./set-pin.ts";
import { startEmailChange } from "./start-email-change.ts";
import { updateProfile } from "./update-profile.ts";

export const handler = serve(profileRoutes, {
  getProfile,
  updateProfile,
  startEmailChange,
  confirmEmailChange,
  getRecoveryCodes,
  makeRecoveryCodes,
  getPin,
  setPin,
  listSessions,
  endSession,
  endOtherSessions,
});
