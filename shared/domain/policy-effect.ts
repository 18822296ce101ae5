import { isRangeWithin } from "./address.ts";
import { applicationNames, applications } from "./application.ts";
import {
  type LockMinutes,
  type PasswordAgeMode,
  type Policy,
  passwordAgeModes,
  type UnusedMode,
  unusedModes,
} from "./policy.ts";
import { userTypeNames, userTypes } from "./user-type.ts";

/** What is known of one setting: its name, how its value reads, when a change weakens it, and what a change brings. */
interface Setting<T> {
  readonly title: string;
  readonly told: (value: T) => string;
  readonly isWeaker: (before: T, after: T) => boolean;
  readonly effect: (after: T) => string;
}

const counted = (number: number, one: string): string => `${number} ${one}${number === 1 ? "" : "s"}`;
const onOff = (value: boolean): string => (value ? "On" : "Off");
const aged = ({ mode, days }: Policy["passwordAge"]): string =>
  mode === "off" ? "does not matter" : `${counted(days, "day")}, then ${mode === "force" ? "a new one" : "a reminder"}`;
const ageEffects: Readonly<Record<PasswordAgeMode, (days: string) => string>> = {
  off: () => "Nobody is reminded of an old password or asked for a new one.",
  remind: (days) => `Whoever has had the same password for ${days} is reminded of it.`,
  force: (days) => `Whoever has had the same password for ${days} sets a new one at the next sign-in.`,
};
const unusedEffects: Readonly<Record<UnusedMode, (days: string) => string>> = {
  off: () => "Nothing happens to accounts that nobody uses.",
  flag: (days) => `Accounts without a sign-in for ${days} are marked once a day; nobody is kept out.`,
  disable: (days) =>
    `Accounts without a sign-in for ${days} are disabled. Their owners are mailed 14 and 3 days before, managers once; nobody is disabled within 14 days from now. Never the last security administrator, nor who may break the glass.`,
};
const locked = (minutes: LockMinutes): string => (minutes === null ? "until unlocked" : counted(minutes, "minute"));
const isShorter = (before: LockMinutes, after: LockMinutes): boolean =>
  after !== null && (before === null || after < before);
const isMore = (before: number, after: number): boolean => after > before;

/**
 * Every setting of the policy, in the order of the page. A setting without a line here does not compile, so that none can
 * be weakened without a reason. Source: PRODUCT.md A16.
 */
export const policySettings: { readonly [K in keyof Policy]: Setting<Policy[K]> } = {
  lockThreshold: {
    title: "Wrong passwords forgiven",
    told: (value) => String(value),
    isWeaker: isMore,
    effect: (value) => `From the next wrong password on, number ${value + 1} in a row locks the account.`,
  },
  lockMinutes: {
    title: "A lock lasts",
    told: ([first, repeated]) => `${locked(first)}, then ${locked(repeated)}`,
    isWeaker: (before, after) => isShorter(before[0], after[0]) || isShorter(before[1], after[1]),
    effect: ([first, repeated]) =>
      `A lock lasts ${locked(first)}, and ${locked(repeated)} when it happens again within a day; locks that hold now follow it at once. Security administrators are locked by time only.`,
  },
  idleMinutes: {
    title: "A session ends when idle for",
    told: (value) => counted(value, "minute"),
    isWeaker: isMore,
    effect: (value) => `Every open session that is not used for ${counted(value, "minute")} ends, from now on.`,
  },
  absoluteHours: {
    title: "A session ends in any case after",
    told: (value) => counted(value, "hour"),
    isWeaker: isMore,
    effect: (value) =>
      `Sessions begun from now on end after ${counted(value, "hour")}; those open now end as they would have.`,
  },
  invitationDays: {
    title: "An invitation is good for",
    told: (value) => counted(value, "day"),
    isWeaker: isMore,
    effect: (value) => `Invitations sent from now on are good for ${counted(value, "day")}.`,
  },
  passwordMinLength: {
    title: "Shortest password",
    told: (value) => counted(value, "character"),
    isWeaker: (before, after) => after < before,
    effect: (value) => `Passwords chosen from now on have at least ${counted(value, "character")}; present ones stay.`,
  },
  passwordComposition: {
    title: "Upper and lower case, digit and symbol",
    told: onOff,
    isWeaker: (before, after) => before && !after,
    effect: (value) => `Passwords chosen from now on ${value ? "need" : "do not need"} all four kinds of characters.`,
  },
  passwordAge: {
    title: "Age of a password",
    told: aged,
    isWeaker: (before, after) => isLess(passwordAgeModes, before, after),
    effect: (value) => ageEffects[value.mode](counted(value.days, "day")),
  },
  unusedAccounts: {
    title: "Accounts nobody uses",
    told: ({ mode, days }) =>
      mode === "off" ? "Left alone" : `${mode === "flag" ? "Marked" : "Disabled"} after ${counted(days, "day")}`,
    isWeaker: (before, after) => isLess(unusedModes, before, after),
    effect: (value) => unusedEffects[value.mode](counted(value.days, "day")),
  },
  sftpRequesters: {
    title: "Who requests SFTP accounts",
    told: (value) =>
      value === "user-managers" ? "Security administrators and user managers" : "Security administrators",
    isWeaker: (before, after) => before !== "user-managers" && after === "user-managers",
    effect: (value) =>
      value === "user-managers"
        ? "User managers may request SFTP accounts, too; what they have requested is theirs to cancel."
        : "Only security administrators request SFTP accounts; what user managers have requested stays as it is.",
  },
  emailCodes: {
    title: "Codes by e-mail as the second step",
    told: onOff,
    isWeaker: (before, after) => !before && after,
    effect: (value) =>
      value
        ? "Members may take codes by e-mail instead of an authenticator app."
        : "Who sets a second step up from now on needs an authenticator app; those who have e-mail codes keep them.",
  },
  smsCodes: {
    title: "Codes by SMS as the second step",
    told: onOff,
    isWeaker: (before, after) => !before && after,
    effect: (value) =>
      value
        ? "Members may take codes by text message. A number can be taken over, and texts be read, more easily than an authenticator app: NIST restricts this way. Security administrators cannot take it."
        : "From the next sign-in on no code is texted. Who has nothing else gets codes by e-mail where members may take those; otherwise a recovery code or a reset by a user manager lets him in.",
  },
  secondStepFor: {
    title: "Who needs a second step",
    told: audienceInWords,
    isWeaker: (before, after) =>
      before.types.some((type) => !after.types.includes(type)) ||
      before.applications.some((application) => !after.applications.includes(application)),
    effect: ({ types, applications: named }) =>
      types.length === userTypeNames.length || named.length === applicationNames.length
        ? "Everybody sets a second step up at the next sign-in; sessions without one end with their next request."
        : "Whoever has no second step and is not named here signs in with the password alone, which then has at least 15 characters; a shorter one is renewed at the next sign-in. Who has set one up goes on using it. Security administrators and user managers always need one.",
  },
  sftpDelivery: {
    title: "A new SFTP password",
    told: (value) => (value === "link" ? "A link that shows it once" : "In a mail of its own"),
    isWeaker: (before, after) => before === "link" && after === "two-mails",
    effect: (value) =>
      value === "link"
        ? "New SFTP passwords are shown once, to who opens a mailed link and has signed in."
        : "New SFTP passwords are mailed in clear, apart from the username: whoever reads the mailbox has them. Somebody outside still gets a link.",
  },
  addresses: {
    title: "Addresses people may come from",
    told: (value) => (value.length === 0 ? "Everywhere" : value.join(", ")),
    isWeaker: letsMoreIn,
    effect: (value) =>
      value.length === 0
        ? "People may sign in from everywhere."
        : "Whoever comes from another address cannot sign in, and sessions that come from one end with their next request.",
  },
};

function audienceInWords({ types, applications: named }: Policy["secondStepFor"]): string {
  const people = types.map((type) => userTypes[type]);
  const doors = named.map((application) => applications[application]);
  return [...people, ...doors].join(", ") || "Only security administrators and user managers";
}

/** Whether less is asked, or the same later. */
function isLess<Mode extends string>(modes: readonly Mode[], before: Timed<Mode>, after: Timed<Mode>): boolean {
  const [was, becomes] = [modes.indexOf(before.mode), modes.indexOf(after.mode)];
  return becomes < was || (becomes === was && after.mode !== "off" && after.days > before.days);
}
/** What happens after so many days, in an order of strictness. */
interface Timed<Mode extends string> {
  readonly mode: Mode;
  readonly days: number;
}

/** Whether somebody may come in who could not before. Ranges side by side are not put together: that errs to asking why. */
function letsMoreIn(before: readonly string[], after: readonly string[]): boolean {
  if (before.length === 0) return false;
  return after.length === 0 || after.some((range) => !isRangeWithin(range, before));
}

export type PolicySetting = keyof Policy;
export const policySettingNames = Object.keys(policySettings) as [PolicySetting, ...PolicySetting[]];

/** What changing one setting brings, in words. */
export interface PolicyEffect {
  readonly setting: PolicySetting;
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly direction: "weaker" | "stronger";
  readonly sentence: string;
}

/** What a new policy changes, setting by setting; empty when it is the same. */
export function effectsOf(before: Policy, after: Policy): PolicyEffect[] {
  return policySettingNames.flatMap((setting) => effectOf(setting, before, after));
}

function effectOf<K extends PolicySetting>(setting: K, before: Policy, after: Policy): PolicyEffect[] {
  const { title, told, isWeaker, effect }: Setting<Policy[K]> = policySettings[setting];
  const was: Policy[K] = before[setting];
  const becomes: Policy[K] = after[setting];
  if (JSON.stringify(was) === JSON.stringify(becomes)) return [];
  const direction = isWeaker(was, becomes) ? "weaker" : "stronger";
  return [{ setting, title, before: told(was), after: told(becomes), direction, sentence: effect(becomes) }];
}

/** Every setting of a policy in words, in the order of the page. */
export function inWords(policy: Policy): { setting: PolicySetting; title: string; told: string }[] {
  return policySettingNames.map((setting) => toldSetting(setting, policy));
}

function toldSetting<K extends PolicySetting>(setting: K, policy: Policy) {
  const { title, told }: Setting<Policy[K]> = policySettings[setting];
  return { setting, title, told: told(policy[setting]) };
}
