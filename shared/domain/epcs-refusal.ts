/** How EPCS says no; part of `refusals`. */
export const epcsRefusals = {
  "epcs.not-yours": {
    status: 403,
    message: "You have nothing to do with EPCS at this place. Ask a security administrator to designate you.",
  },
  "epcs.place-unknown": {
    status: 404,
    message: "EPCS is not administered at such a place of this practice. Load the page again.",
  },
  "epcs.not-eligible": {
    status: 409,
    message: "This person cannot hold this now. Check account, authenticator app, DEA number and licence first.",
  },
  "epcs.you-not-eligible": {
    status: 403,
    message:
      "You cannot decide this now. It takes an open account, an authenticator app and, to approve, a valid DEA number and licence. Ask another designated person.",
  },
  "epcs.own-proposal": {
    status: 403,
    message:
      "Who entered a proposal, or whose mark it is about, does not approve it. Ask another designated person who is a DEA registrant.",
  },
  "epcs.not-enterer": {
    status: 403,
    message: "Only who entered a proposal changes it. Let it be cancelled, and enter your own.",
  },
  "epcs.proposal-not-found": { status: 404, message: "No such proposal in this practice. Load the page again." },
  "epcs.proposal-over": {
    status: 409,
    message: "This proposal is not open any more: it was decided, or is older than a week. Load the page again.",
  },
  "epcs.proposal-changed": {
    status: 409,
    message: "This is not what was shown to you: the proposal was changed. Load the page, read it again, then approve.",
  },
  "epcs.mark-held": { status: 409, message: "This person holds this mark here already. Load the page again." },
  "epcs.mark-other": {
    status: 409,
    message: "This person holds the other EPCS mark, and nobody holds both. Let it be revoked first.",
  },
  "epcs.mark-not-held": { status: 409, message: "This person holds no such mark here. Load the page again." },
  "epcs.mark-suspended": { status: 409, message: "This mark is suspended already. Load the page again." },
  "epcs.not-ready": {
    status: 409,
    message:
      "This place needs two designated people who are not the same registrant, one of whom can approve. Ask a security administrator to designate them first.",
  },
  "epcs.last-approver": {
    status: 409,
    message:
      "Without this person nobody could approve here while there are marks in force. Let another DEA registrant be designated first.",
  },
  "epcs.too-many-people": {
    status: 409,
    message: "This place has as many people as it may have. Check who is not needed any more, and take one off first.",
  },
  "epcs.still-designated": {
    status: 409,
    message: "EPCS is administered at this site. Open the EPCS page and take its designated people off first.",
  },
} as const;
