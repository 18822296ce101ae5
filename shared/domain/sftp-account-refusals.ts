/** How SFTP accounts and the links to their passwords say no; part of `refusals`. */
export const sftpAccountRefusals = {
  "sftp.account-not-found": { status: 404, message: "No such SFTP account in this practice. Load the list again." },
  "sftp.username-taken": {
    status: 409,
    message: "Somebody took this SFTP username a moment ago. Try again for another one.",
  },
  "sftp.off": {
    status: 404,
    message: "This installation has no SFTP server. Ask who runs it whether it is to have one.",
  },
  "sftp.disabled": { status: 409, message: "This SFTP account is disabled. Enable it first." },
  "sftp.not-disabled": { status: 409, message: "This SFTP account is not disabled. Load the page again." },
  "sftp.two-secrets": {
    status: 409,
    message: "This account has two passwords that let in, which is the most. Retire the older one first.",
  },
  "sftp.secret-not-found": { status: 404, message: "No such password of this account. Load the page again." },
  "sftp.secret-retired": { status: 409, message: "This password was retired already. Load the page again." },
  "sftp.key-not-found": { status: 404, message: "No such key of this account. Load the page again." },
  "sftp.key-known": { status: 409, message: "This account has this key already. Load the page again." },
  "sftp.too-many-keys": { status: 409, message: "This account has ten keys. Remove one that is not needed first." },
  "sftp.owner-unfit": {
    status: 422,
    message: "An owner is an active user of this practice with an e-mail address. Choose another person.",
  },
  "sftp.recipient-is-user": {
    status: 422,
    message: "This address belongs to a user of your practice. Name somebody outside, or leave the recipient out.",
  },
  "sftp.no-address": {
    status: 409,
    message: "You have no e-mail address to send the link to. Name a recipient, or ask another administrator.",
  },
  "sftp.no-link": { status: 409, message: "No link to a password of this account is open. Load the page again." },
  "secret-link.invalid": {
    status: 404,
    message: "This link is not valid. Use the newest mail of this kind, or ask who sent it for another one.",
  },
  "secret-link.used": {
    status: 410,
    message:
      "This link was used already, and works once. Ask who sent it for another one; if it was not you who used it, say so at once.",
  },
  "secret-link.expired": { status: 410, message: "This link is over. Ask who sent it for another one." },
  "secret-link.sign-in-first": {
    status: 403,
    message: "This link is for one user. Sign in as that user in this browser, then open the link again.",
  },
  "secret-link.code-required": {
    status: 403,
    message: "Ask for a code first: it is mailed to the address that the link went to. Then send it with the request.",
  },
  "secret-link.code-wrong": {
    status: 422,
    message: "This is not the code of the newest mail, or it is over. Type it again, or ask for another one.",
  },
  "secret-link.cool-down": { status: 429, message: "A code was mailed a moment ago. Wait until it has arrived." },
  "sftp.file-not-found": { status: 404, message: "No such file of this SFTP account. Load the list again." },
  "secret-link.no-key": {
    status: 409,
    message: "This link takes no public key. Add the key to the account's page instead.",
  },
} as const;
