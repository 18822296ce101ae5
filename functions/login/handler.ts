import { loginRoutes } from "../../shared/contract/login.ts";
import { serve } from "../../shared/http/serve.ts";
import { answerSecondStep } from "./answer-second-step.ts";
import { changePassword } from "./change-password.ts";
import { changeRoleAndSite } from "./change-role-and-site.ts";
import { chooseRoleAndSite } from "./choose-role-and-site.ts";
import { confirmEmailCodes } from "./confirm-email-codes.ts";
import { confirmNewApp } from "./confirm-new-app.ts";
import { confirmPasswordReset } from "./confirm-password-reset.ts";
import { confirmPhone } from "./confirm-phone.ts";
import { confirmSmsCodes } from "./confirm-sms-codes.ts";
import { confirmTotp } from "./confirm-totp.ts";
import { getPhone } from "./get-phone.ts";
import { getSecondStep } from "./get-second-step.ts";
import { getSession } from "./get-session.ts";
import { getSignInHelp } from "./get-sign-in-help.ts";
import { lookUpPasswordReset } from "./look-up-password-reset.ts";
import { removePhone } from "./remove-phone.ts";
import { requestPasswordReset } from "./request-password-reset.ts";
import { resendCode } from "./resend-code.ts";
import { sendStepUpCode } from "./send-step-up-code.ts";
import { setNewPassword } from "./set-new-password.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { startEmailCodes } from "./start-email-codes.ts";
import { startNewApp } from "./start-new-app.ts";
import { startPhone } from "./start-phone.ts";
import { startSmsCodes } from "./start-sms-codes.ts";
import { startTotp } from "./start-totp.ts";
import { stepUp } from "./step-up.ts";
import { takeEmailCodes } from "./take-email-codes.ts";

export const handler = serve(loginRoutes, {
  signIn,
  answerSecondStep,
  chooseRoleAndSite,
  changeRoleAndSite,
  resendCode,
  getSignInHelp,
  startTotp,
  confirmTotp,
  startEmailCodes,
  confirmEmailCodes,
  startSmsCodes,
  confirmSmsCodes,
  stepUp,
  sendStepUpCode,
  setNewPassword,
  requestPasswordReset,
  lookUpPasswordReset,
  confirmPasswordReset,
  changePassword,
  getSecondStep,
  startNewApp,
  confirmNewApp,
  takeEmailCodes,
  getPhone,
  startPhone,
  confirmPhone,
  removePhone,
  signOut,
  getSession,
});
