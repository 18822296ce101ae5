import type { Letter, LetterName, LetterParams, LetterSecrets, Rendered } from "./letter.ts";
import { accessChanged } from "./letters/access-changed.ts";
import { accountLocked } from "./letters/account-locked.ts";
import { accountUnused } from "./letters/account-unused.ts";
import { accountsEnding } from "./letters/accounts-ending.ts";
import { breakGlassReview } from "./letters/break-glass-review.ts";
import { breakGlassUsed } from "./letters/break-glass-used.ts";
import { colleagueInvitation } from "./letters/colleague-invitation.ts";
import { confirmEmail } from "./letters/confirm-email.ts";
import { confirmSignUp } from "./letters/confirm-sign-up.ts";
import { emailChanged } from "./letters/email-changed.ts";
import { emailChanging } from "./letters/email-changing.ts";
import { epcsChanged } from "./letters/epcs-changed.ts";
import { epcsDay } from "./letters/epcs-day.ts";
import { invitation } from "./letters/invitation.ts";
import { invitationReminder } from "./letters/invitation-reminder.ts";
import { invoiceCopy } from "./letters/invoice-copy.ts";
import { newBrowser } from "./letters/new-browser.ts";
import { passwordChanged } from "./letters/password-changed.ts";
import { passwordReset } from "./letters/password-reset.ts";
import { passwordResetUsernames } from "./letters/password-reset-usernames.ts";
import { phoneChanged } from "./letters/phone-changed.ts";
import { pinChanged } from "./letters/pin-changed.ts";
import { pinLocked } from "./letters/pin-locked.ts";
import { policyWeakened } from "./letters/policy-weakened.ts";
import { recoveryCodeUsed } from "./letters/recovery-code-used.ts";
import { recoveryCodesMade } from "./letters/recovery-codes-made.ts";
import { secondStepReset } from "./letters/second-step-reset.ts";
import { secondStepSetUp } from "./letters/second-step-set-up.ts";
import { sessionsEnded } from "./letters/sessions-ended.ts";
import { sftpAccountOpened } from "./letters/sftp-account-opened.ts";
import { sftpChanged } from "./letters/sftp-changed.ts";
import { sftpFileSummary } from "./letters/sftp-file-summary.ts";
import { sftpHandOff } from "./letters/sftp-hand-off.ts";
import { sftpLinkCode } from "./letters/sftp-link-code.ts";
import { sftpPassword } from "./letters/sftp-password.ts";
import { sftpRequestChanged } from "./letters/sftp-request-changed.ts";
import { sftpRequestWaiting } from "./letters/sftp-request-waiting.ts";
import { sftpRevealLink } from "./letters/sftp-reveal-link.ts";
import { sftpSecretEnding } from "./letters/sftp-secret-ending.ts";
import { sftpSilent } from "./letters/sftp-silent.ts";
import { signInCode } from "./letters/sign-in-code.ts";

const letters: { readonly [N in LetterName]: Letter<N> } = {
  "confirm-sign-up": confirmSignUp,
  invitation,
  "invitation-reminder": invitationReminder,
  "colleague-invitation": colleagueInvitation,
  "confirm-email": confirmEmail,
  "email-changing": emailChanging,
  "email-changed": emailChanged,
  "sign-in-code": signInCode,
  "account-locked": accountLocked,
  "password-reset": passwordReset,
  "password-reset-usernames": passwordResetUsernames,
  "password-changed": passwordChanged,
  "new-browser": newBrowser,
  "sessions-ended": sessionsEnded,
  "second-step-reset": secondStepReset,
  "second-step-set-up": secondStepSetUp,
  "phone-changed": phoneChanged,
  "recovery-code-used": recoveryCodeUsed,
  "recovery-codes-made": recoveryCodesMade,
  "pin-changed": pinChanged,
  "pin-locked": pinLocked,
  "access-changed": accessChanged,
  "policy-weakened": policyWeakened,
  "account-unused": accountUnused,
  "accounts-ending": accountsEnding,
  "invoice-copy": invoiceCopy,
  "break-glass-used": breakGlassUsed,
  "break-glass-review": breakGlassReview,
  "epcs-changed": epcsChanged,
  "epcs-day": epcsDay,
  "sftp-account-opened": sftpAccountOpened,
  "sftp-reveal-link": sftpRevealLink,
  "sftp-hand-off": sftpHandOff,
  "sftp-link-code": sftpLinkCode,
  "sftp-password": sftpPassword,
  "sftp-changed": sftpChanged,
  "sftp-secret-ending": sftpSecretEnding,
  "sftp-request-changed": sftpRequestChanged,
  "sftp-request-waiting": sftpRequestWaiting,
  "sftp-file-summary": sftpFileSummary,
  "sftp-silent": sftpSilent,
};

/** Every letter the product can send. */
export const letterNames = Object.keys(letters) as [LetterName, ...LetterName[]];

/** The named letter with its facts. @throws Error when its link is not an absolute web address */
export function render<N extends LetterName>(name: N, facts: LetterParams[N] & LetterSecrets[N]): Rendered {
  return letters[name](facts);
}
