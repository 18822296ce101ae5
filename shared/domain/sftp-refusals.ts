/** How SFTP requests and operators say no; part of `refusals`. */
export const sftpRefusals = {
  "operator.address-not-found": { status: 404, message: "No such address is on the list. Load it again." },
  "sftp-request.not-found": { status: 404, message: "No such SFTP request. Load the list again." },
  "sftp-request.over": {
    status: 409,
    message: "This request was decided, cancelled or is older than 30 days. Load the page again.",
  },
  "sftp-request.own": {
    status: 403,
    message: "Nobody decides about a request of his own. Ask another operator.",
  },
  "sftp-request.approved-already": {
    status: 409,
    message: "You have approved this already, and it takes a second person. Ask another operator.",
  },
  "sftp-request.requester-gone": {
    status: 409,
    message:
      "Who asked is not active any more, or may no longer ask. Let somebody else of the practice ask, and reject this one.",
  },
  "sftp-request.too-many": {
    status: 409,
    message: "Twenty requests of this practice wait for a decision already. Wait for it, or cancel one first.",
  },
  "sftp-request.too-long": {
    status: 409,
    message: "This request has as many comments as one may have. Use the telephone, or enter a new request.",
  },
} as const;
