import { RemovalPolicy } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { type SftpApproval, sftpApprovals } from "../shared/domain/sftp-request.ts";

/** What differs between stages; everything else is the same everywhere. */
export interface StageSettings {
  /** What happens to tables, buckets, keys, logs and the user pool when their stack is deleted. */
  readonly removal: RemovalPolicy;
  /** AWS refuses to delete tables and the user pool while this holds. */
  readonly isProtected: boolean;
  /** Domain that SES sends from; `-c mailDomain=` replaces it. */
  readonly mailDomain: string;
  /** How long the audit archive cannot be deleted: GOVERNANCE yields to a special right, COMPLIANCE to nobody. */
  readonly archiveLock: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
  readonly logRetention: RetentionDays;
  /** Whether codes by text are offered at all: `on` once the account left the SMS sandbox and has a number to send from. */
  readonly sms: "on" | "off";
  /** Who takes payments for plans: nobody, and everything works without, or Stripe; `-c payments=` replaces it. */
  readonly payments: "none" | "stripe";
  /**
   * Whether there is an SFTP server. AWS bills it by the hour, used or not (docs/cost.md), so no stage has one by itself:
   * `-c sftp=on` asks for it.
   */
  readonly sftp: "on" | "off";
  /** How long claim files stay in the SFTP bucket. */
  readonly sftpFileDays: number;
  /** Who approves SFTP requests: an operator, nobody, or two operators; `-c sftpApproval=` replaces it. */
  readonly sftpApproval: SftpApproval;
  /** The installation's support, as every signed-out page shows it; what is left out is not shown. */
  readonly help: {
    readonly phone?: string;
    readonly hours?: string;
    readonly mail?: string;
    readonly chat?: string;
  };
  /** Requests one address may send in 5 minutes. */
  readonly requestsPerAddress: number;
  /** Concurrent runs kept for each function; none where the account is too small to keep any. */
  readonly reservedConcurrency?: number;
}

/** A stage by name, with what its resources are called after it. */
export interface Stage extends StageSettings {
  /** Also the first segment of every path on the gateway's own address. */
  readonly name: StageName;
  /** The address letters come from. */
  readonly senderAddress: string;
  /** Name of the SSM parameter with the base URL: fixed, so that the mailer needs no reference to the later API stack. */
  readonly baseUrlParameter: string;
  /** The same for the SFTP server's id, address and host key: JSON, read with `sftpEndpoint`. */
  readonly sftpParameter: string;
}

const stages = {
  dev: {
    removal: RemovalPolicy.DESTROY,
    isProtected: false,
    mailDomain: "gatehouse.example",
    archiveLock: { mode: "GOVERNANCE", days: 1 },
    sms: "on",
    payments: "stripe",
    sftp: "off",
    sftpFileDays: 30,
    sftpApproval: "operator",
    logRetention: RetentionDays.ONE_MONTH,
    help: {
      phone: "+1 555 010 0199",
      hours: "Monday to Friday 07:00 to 19:00 Central time",
      mail: "help@gatehouse.example",
      chat: "https://help.gatehouse.example/chat",
    },
    requestsPerAddress: 1000,
  },
  prod: {
    removal: RemovalPolicy.RETAIN,
    isProtected: true,
    mailDomain: "gatehouse.example",
    // Six years and a day or two: HIPAA 164.316(b)(2)(i).
    archiveLock: { mode: "COMPLIANCE", days: 2192 },
    // See docs/deploy.md: what it costs, and what AWS asks for first.
    sms: "off",
    payments: "none",
    sftp: "off",
    // As the audit archive: a claim may have to be shown for six years.
    sftpFileDays: 2192,
    sftpApproval: "operator",
    logRetention: RetentionDays.SIX_YEARS,
    // Yours: until it is set, the pages send people to their own user manager.
    help: {},
    requestsPerAddress: 1000,
    // An account starts with 1,000 and must keep 100 free; a young one has less, and a deployment then says so.
    reservedConcurrency: 50,
  },
} as const satisfies Record<string, StageSettings>;
type StageName = keyof typeof stages;

const isStage = (name: unknown): name is StageName => typeof name === "string" && Object.hasOwn(stages, name);

/** Reads the context given as `-c stage=`, `mailDomain=`, `payments=`, `sftp=` and `sftpApproval=`; anything but text is refused. */
export interface StageChoice {
  readonly stage?: unknown;
  readonly mailDomain?: unknown;
  readonly payments?: unknown;
  readonly sftp?: unknown;
  readonly sftpApproval?: unknown;
}

/** @throws Error naming what may be chosen */
function oneOf<Name extends string>(what: string, names: readonly Name[], wanted: unknown): Name {
  const found = names.find((name) => name === wanted);
  if (!found) throw new Error(`${what} must be one of: ${names.join(", ")}`);
  return found;
}

/**
 * The chosen stage, `dev` unless said otherwise.
 * @throws Error naming what is wrong with the choice, or with the settings in this file.
 */
export function stageFor({ stage = "dev", mailDomain, payments, sftp, sftpApproval }: StageChoice): Stage {
  if (!isStage(stage)) {
    throw new Error(`stage ${JSON.stringify(stage)} is not known; choose one of: ${Object.keys(stages).join(", ")}`);
  }
  const settings: StageSettings = stages[stage];
  const domain = mailDomain ?? settings.mailDomain;
  if (typeof domain !== "string") throw new Error("mailDomain must be a domain name, such as example.org");
  const chosen: StageSettings = {
    ...settings,
    mailDomain: domain,
    payments: oneOf("payments", ["none", "stripe"], payments ?? settings.payments),
    sftp: oneOf("sftp", ["on", "off"], sftp ?? settings.sftp),
    sftpApproval: oneOf("sftpApproval", sftpApprovals, sftpApproval ?? settings.sftpApproval),
  };
  const problems = problemsOf(chosen);
  if (problems.length > 0) throw new Error(`stage ${stage}: ${problems.join("; ")}`);
  return {
    ...chosen,
    name: stage,
    senderAddress: `no-reply@${domain}`,
    baseUrlParameter: `/gatehouse/${stage}/base-url`,
    sftpParameter: `/gatehouse/${stage}/sftp-endpoint`,
  };
}

const isPhone = (phone = "+1 0000") => /^\+\d[\d ]{5,20}$/.test(phone);
const isPlain = (line = "-") => /^[^\p{Cc}]{1,80}$/u.test(line);
const isMail = (mail = "a@b.c") => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail);
const isWebAddress = (address = "https://a") => URL.canParse(address) && address.startsWith("https://");
const wholeAndPositive = (value: number) => Number.isInteger(value) && value > 0;

/** What is wrong with a stage's settings, in sentences; nothing when they can be deployed. */
export function problemsOf(settings: StageSettings): string[] {
  const { mailDomain, archiveLock, requestsPerAddress, reservedConcurrency = 1, help } = settings;
  const rules: readonly (readonly [boolean, string])[] = [
    [
      /^([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/.test(mailDomain),
      `mailDomain ${mailDomain} must be a domain name, such as example.org`,
    ],
    [wholeAndPositive(settings.sftpFileDays), "sftpFileDays must be a whole number of days, 1 or more"],
    [wholeAndPositive(archiveLock.days), "archiveLock.days must be a whole number of days, 1 or more"],
    [
      archiveLock.mode === "GOVERNANCE" || settings.removal === RemovalPolicy.RETAIN,
      "an archive locked for COMPLIANCE cannot be deleted, so removal must be RETAIN",
    ],
    [
      !settings.isProtected || settings.removal === RemovalPolicy.RETAIN,
      "a protected stage keeps its data: removal must be RETAIN",
    ],
    [
      wholeAndPositive(requestsPerAddress) && requestsPerAddress >= 100,
      "requestsPerAddress must be 100 or more: the firewall takes no less",
    ],
    [isPhone(help.phone), "help.phone must be digits and blanks after a +"],
    [isPlain(help.hours), "help.hours must be one line of at most 80 characters"],
    [isMail(help.mail), "help.mail must be an e-mail address"],
    [isWebAddress(help.chat), "help.chat must be an address that begins with https://"],
    [wholeAndPositive(reservedConcurrency), "reservedConcurrency must be a whole number, 1 or more"],
  ];
  return rules.filter(([holds]) => !holds).map(([, problem]) => problem);
}
