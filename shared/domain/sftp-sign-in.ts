/** Why a sign-in at SFTP was refused, in the words of the account's page, with what to do. Source: PRODUCT.md S5. */
export const sftpRefusals = {
  "wrong-password": "The password was wrong. Make a new one if nobody knows the right one any more.",
  "retired-password": "An old password was used that has been retired. Enter the newest one in the software.",
  "expired-password": "The password was right, but is over. Make a new one.",
  "no-password": "A password was given, but the account has none. Use its key, or make a password.",
  "empty-password": "The software sent an empty password. Enter the password in the software.",
  locked: "The account is locked after too many wrong passwords. Wait, or unlock it here.",
  "too-many": "Too many failed sign-ins came from this address in a few minutes. Wait five minutes.",
  "address-not-allowed": "The address is not in the account's list. Add it, if it is the software's.",
  "outside-hours": "The time is outside of the account's hours. Change them, if the software is to work then.",
  disabled: "The account is disabled. Enable it, if it is to be used.",
  "no-key": "The software offered a key, but the account has none. Add its public key, or use a password.",
  "unknown-key": "The software offered a key that the account does not have. Add its public key.",
  "wrong-protocol": "This was not SFTP. Choose SFTP in the software.",
} as const satisfies Record<string, string>;
export type SftpRefusal = keyof typeof sftpRefusals;
export const sftpRefusalNames = Object.keys(sftpRefusals) as [SftpRefusal, ...SftpRefusal[]];

/**
 * Wrong passwords in a row that lock an account of SFTP, and for how many minutes: as for people who have set nothing. No number
 * of them locks it for good, since nobody guesses 256 random bits, and strangers or software with an old password would keep
 * claims from going out.
 */
export const sftpLockRule = { tries: 7, lockMinutes: [15, 30], cap: Number.MAX_SAFE_INTEGER } as const;
