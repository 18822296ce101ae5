import { invalidValue, SesError } from "./ses-error.ts";

const mostRecipients = 50;

/** What the mail stack has set up in this region. */
export interface Sending {
  /** Verified addresses and domains, in lower case. */
  readonly identities: Set<string>;
  readonly configurationSets: Set<string>;
}

/** The address in `Name <address>` or in itself, in lower case. */
export function bareAddress(written: string): string {
  return (/<([^<>]*)>\s*$/.exec(written)?.[1] ?? written).trim().toLowerCase();
}

/** Throws MessageRejected for a sender that nobody verified, InvalidParameterValue for one that is no address. */
export function checkSender(source: string, sending: Sending): void {
  checkAddress(source);
  const address = bareAddress(source);
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const isVerified = [...sending.identities].some(
    (identity) => identity === address || identity === domain || domain.endsWith(`.${identity}`),
  );
  if (isVerified) return;
  throw new SesError(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region US-EAST-1: ${source}`,
  );
}

/** Throws InvalidParameterValue for no, too many or malformed recipients. */
export function checkRecipients(recipients: readonly string[]): void {
  if (recipients.length === 0) throw invalidValue("Missing required header 'To'.");
  if (recipients.length > mostRecipients) throw invalidValue(`Recipient count exceeds ${mostRecipients}.`);
  for (const recipient of recipients) checkAddress(recipient);
}

/** Throws InvalidParameterValue for a text that would end its header and begin another. */
export function checkHeaderText(name: string, value: string): void {
  if (/[\r\n\0]/.test(value)) throw invalidValue(`Illegal character in header '${name}'.`);
}

/** Throws ConfigurationSetDoesNotExist. */
export function checkConfigurationSet(name: string | null, sending: Sending): void {
  if (!name || sending.configurationSets.has(name)) return;
  throw new SesError("ConfigurationSetDoesNotExist", `Configuration set <${name}> does not exist.`);
}

function checkAddress(written: string): void {
  if (/[\r\n\0]/.test(written)) throw invalidValue("Illegal address");
  const address = bareAddress(written);
  if (!/^[^@]+@[^@]+$/.test(address)) throw invalidValue("Missing final '@domain'");
  if (/[\s,;:<>]/.test(address)) throw invalidValue("Illegal address");
}

/** Throws InvalidParameterValue for a tag that the service does not take. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  for (const text of Object.entries(tags).flat())
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(text)) throw invalidValue("Message tags hold letters, digits, _ and - only.");
}
