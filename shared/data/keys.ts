import type { PracticeScope } from "../domain/practice-scope.ts";
import { timeOfId } from "./ids.ts";

/** A primary key; every table has the same two names. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** What counts tries: wrong passwords or wrong codes of one account. */
export type Factor = "password" | "code";

/** What a department's sort key begins with; the directory's event source filter in its stack names the same letters. */
export const departmentPrefix = "D#";

/** What a pharmacy's sort key begins with. */
export const pharmacyPrefix = "PH#";

/** What a site's sort key begins with. */
export const sitePrefix = "S#";
/** What the sort keys of SFTP accounts, and of how they are used, begin with. */
export const sftpAccountPrefix = "SFTPA#";
export const sftpUsePrefix = "SFTPU#";
/** What a seat's sort key begins with. */
export const seatPrefix = "SEAT#";

const partition = (scope: PracticeScope) => `P#${scope.practiceId}`;

/** The only place that builds keys. What belongs to a practice takes its scope first. */
export const keys = {
  practice: (scope: PracticeScope): Key => ({ pk: partition(scope), sk: "PRACTICE" }),
  user: (scope: PracticeScope, userId: string): Key => ({ pk: partition(scope), sk: `U#${userId}` }),
  /** What is left of the user's recovery codes. */
  recoveryCodes: (scope: PracticeScope, userId: string): Key => ({ pk: partition(scope), sk: `R#${userId}` }),
  /** The hash of the user's PIN with its tries. */
  pin: (scope: PracticeScope, userId: string): Key => ({ pk: partition(scope), sk: `PIN#${userId}` }),
  invitation: (scope: PracticeScope, invitationId: string): Key => ({ pk: partition(scope), sk: `I#${invitationId}` }),
  /** Holds an e-mail address within the practice. */
  practiceAddress: (scope: PracticeScope, email: string): Key => ({ pk: partition(scope), sk: `E#${email}` }),
  site: (scope: PracticeScope, siteId: string): Key => ({ pk: partition(scope), sk: `${sitePrefix}${siteId}` }),
  /** Holds a site's name within the practice, as names are compared. */
  siteName: (scope: PracticeScope, name: string): Key => ({ pk: partition(scope), sk: `N#${name}` }),
  department: (scope: PracticeScope, departmentId: string): Key => ({
    pk: partition(scope),
    sk: `${departmentPrefix}${departmentId}`,
  }),
  /** Holds a department's name within the practice, as names are compared. */
  departmentName: (scope: PracticeScope, name: string): Key => ({ pk: partition(scope), sk: `DN#${name}` }),
  pharmacy: (scope: PracticeScope, ncpdpId: string): Key => ({
    pk: partition(scope),
    sk: `${pharmacyPrefix}${ncpdpId}`,
  }),
  /** Who pays which plan of a user. */
  seat: (scope: PracticeScope, userId: string): Key => ({ pk: partition(scope), sk: `${seatPrefix}${userId}` }),
  /** How the payment provider calls somebody who pays. */
  payer: (scope: PracticeScope, userId: string): Key => ({ pk: partition(scope), sk: `PAYER#${userId}` }),
  breakGlassGrant: (scope: PracticeScope, grantId: string): Key => ({ pk: partition(scope), sk: `GLASS#${grantId}` }),
  /** An import of invitations, and a part of its rows. */
  import: (scope: PracticeScope, importId: string): Key => ({ pk: partition(scope), sk: `IMPORT#${importId}` }),
  importPart: (scope: PracticeScope, importId: string, part: number): Key => ({
    pk: partition(scope),
    sk: `IMPORT#${importId}#${part}`,
  }),
  /** The people of EPCS at one place. */
  epcsPlace: (scope: PracticeScope, place: string): Key => ({ pk: partition(scope), sk: `EPCS#${place}` }),
  epcsProposal: (scope: PracticeScope, proposalId: string): Key => ({
    pk: partition(scope),
    sk: `EPCSP#${proposalId}`,
  }),
  sftpRequest: (scope: PracticeScope, requestId: string): Key => ({
    pk: partition(scope),
    sk: `SFTPR#${requestId}`,
  }),
  /** Where operators find a request of any practice: among those that wait, or those that are over. Ids sort by time. */
  sftpQueue: (queue: "waiting" | "over", requestId: string): Key => ({ pk: `SFTPQUEUE#${queue}`, sk: requestId }),
  /** Which practice is the vendor's, and by which invitation it is founded. */
  vendor: (): Key => ({ pk: "INSTALLATION", sk: "VENDOR" }),
  /** A practice in the list of the installation, by its name as names are compared. */
  practiceListing: ({ practiceId }: PracticeScope, name: string): Key => ({
    pk: "PRACTICES",
    sk: `${name}#${practiceId}`,
  }),
  /** An address that mail does not reach, in the order in which that was learned. */
  deadAddress: (addressId: string): Key => ({ pk: "DEADADDRESSES", sk: addressId }),
  /** Finds it by the address. */
  deadAddressOf: (email: string): Key => ({ pk: `DEADADDRESS#${email}`, sk: "RESERVATION" }),
  /** Which daily list of EPCS is due next. */
  epcsClock: (scope: PracticeScope): Key => ({ pk: partition(scope), sk: "EPCSCLOCK" }),
  epcsDay: (scope: PracticeScope, date: string): Key => ({ pk: partition(scope), sk: `EPCSDAY#${date}` }),
  sftpAccount: (scope: PracticeScope, accountId: string): Key => ({
    pk: partition(scope),
    sk: `${sftpAccountPrefix}${accountId}`,
  }),
  /** When and from where an SFTP account and each of its passwords and keys was used last, and why it was refused. */
  sftpUse: (scope: PracticeScope, accountId: string): Key => ({
    pk: partition(scope),
    sk: `${sftpUsePrefix}${accountId}`,
  }),
  /** A file of an SFTP account. */
  sftpFile: (scope: PracticeScope, accountId: string, fileId: string): Key => ({
    pk: partition(scope),
    sk: `SFTPF#${accountId}#${fileId}`,
  }),
  /** When an account's files came, and what its files must be like. */
  sftpArrivals: (scope: PracticeScope, accountId: string): Key => ({
    pk: partition(scope),
    sk: `SFTPN#${accountId}`,
  }),
  /** The number of an account's last answer: apart, since no transaction may stand in the way of its counting. */
  sftpAnswers: (scope: PracticeScope, accountId: string): Key => ({
    pk: partition(scope),
    sk: `SFTPACK#${accountId}`,
  }),
  /** That an interchange of this sender and number was taken. */
  sftpInterchange: (scope: PracticeScope, accountId: string, number: string): Key => ({
    pk: partition(scope),
    sk: `SFTPX#${accountId}#${number}`,
  }),
  /** Holds a username of SFTP within the installation, for good. */
  sftpUsername: (username: string): Key => ({ pk: `SFTPNAME#${username}`, sk: "RESERVATION" }),
  /** Names the accounts of the installation that have this public key, by its fingerprint. */
  sftpKey: (fingerprint: string): Key => ({ pk: `SFTPKEY#${fingerprint}`, sk: "ACCOUNTS" }),
  /** The newest code that was mailed to the recipient of a hand-off link, and its tries. */
  secretLinkCode: (accountId: string, generation: number): Key => ({
    pk: `SFTPLINK#${accountId}`,
    sk: `${generation}`,
  }),
  mail: (scope: PracticeScope, mailId: string): Key => ({ pk: partition(scope), sk: `O#${mailId}` }),
  /** Holds a username within the installation. */
  username: (username: string): Key => ({ pk: `NAME#${username}`, sk: "RESERVATION" }),
  /** That a practice invited the colleague with this address, and waits for him to register elsewhere. */
  awaitedColleague: (scope: PracticeScope, email: string): Key => ({
    pk: awaitedPartition(email),
    sk: scope.practiceId,
  }),
  /** Names the registered accounts of the installation that have this address. */
  address: (email: string): Key => ({ pk: `EMAIL#${email}`, sk: "RESERVATION" }),
  reply: (who: string, route: string, key: string): Key => ({ pk: `K#${who}#${route}#${key}`, sk: "REPLY" }),
  session: (userId: string, sessionId: string): Key => ({ pk: `U#${userId}`, sk: `S#${sessionId}` }),
  browser: (userId: string, hash: string): Key => ({ pk: `U#${userId}`, sk: `B#${hash}` }),
  /** The authenticator app that a session is about to set up. */
  newApp: (userId: string, sessionId: string): Key => ({ pk: `U#${userId}`, sk: `APP#${sessionId}` }),
  pending: (userId: string, pendingId: string): Key => ({ pk: `U#${userId}`, sk: `PENDING#${pendingId}` }),
  /** The number that a person is about to confirm. */
  phoneChallenge: (userId: string): Key => ({ pk: `U#${userId}`, sk: "PHONE" }),
  tries: (account: string, factor: Factor): Key => ({ pk: `TRY#${account}`, sk: factor }),
  throttle: (address: string, window: number): Key => ({ pk: `THROTTLE#${address}`, sk: String(window) }),
  /** What the directory holds of a user, and under which places. */
  directoryHead: (scope: PracticeScope, userId: string): Key => ({ pk: directoryPart(scope, "h"), sk: userId }),
  /** How many users of the practice there are, by what they are counted by. */
  directoryCounts: (scope: PracticeScope): Key => ({ pk: directoryPart(scope, "c"), sk: "COUNTS" }),
  claim: (what: string): Key => ({ pk: `CLAIM#${what}`, sk: "CLAIM" }),
  auditEvent: (practiceId: string, eventId: string): Key => ({
    pk: auditPartition(practiceId, timeOfId("evt", eventId) ?? new Date(0)),
    sk: eventId,
  }),
} as const;

/** The events of one practice and one month (UTC). */
export function auditPartition(practiceId: string, at: Date): string {
  return `P#${practiceId}#${at.toISOString().slice(0, 7)}`;
}

/** Every practice that waits for the colleague with this address. */
export const awaitedPartition = (email: string): string => `COLLEAGUE#${email}`;

/** What a mail's sort key begins with; the mailer's event source filter in the mail stack names the same letters. */
export const mailPrefix = "O#";

/** A part of a practice's directory: an order, the people under one value or all words. */
export function directoryPart(scope: PracticeScope, part: string): string {
  return `${scope.practiceId}#${part}`;
}

/** What a user's sort key begins with; the directory's event source filter in the data stack names the same letters. */
export const userPrefix = "U#";

/** What a colleague's sort key begins with: he stands among the users, by an id that is none of theirs. */
export const colleaguePrefix = `${userPrefix}col_`;
