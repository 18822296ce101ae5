/** What is refused about invitations; part of the table of all refusals. */
export const invitationRefusals = {
  "invitation.link-invalid": {
    status: 404,
    message: "This link is not valid. Use the newest mail, or ask who invited you for a new invitation.",
  },
  "invitation.expired": { status: 410, message: "This invitation has expired. Ask who invited you to send it again." },
  "invitation.not-found": { status: 404, message: "No such invitation in this practice. Load the list again." },
  "invitation.revoked": {
    status: 409,
    message: "This invitation was revoked. Enter the person anew under Invite user: that makes a new one.",
  },
  "invitation.too-soon": {
    status: 429,
    message: "This invitation was sent a short while ago. Wait before you send it again.",
  },
  "invitation.too-many": {
    status: 429,
    message:
      "You have sent twenty invitations within this hour, again or to colleagues elsewhere. Wait, and send the others then.",
  },
  "invitation.undeliverable": {
    status: 409,
    message: "Letters to this address do not arrive, so sending again would not help. Correct the address.",
  },
  "invitation.used": { status: 409, message: "This invitation was used already. Sign in instead." },
} as const;
