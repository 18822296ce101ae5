import { type Context, membersOf } from "../operation.ts";
import { checkConfigurationSet, checkHeaderText, checkRecipients, checkSender } from "../sending-rules.ts";

/** A mail as MIME text. Minimal: its headers are read, everything after them is kept as the text part, undecoded. */
export function sendRawEmail(form: URLSearchParams, { store, sending }: Context): Readonly<Record<string, string>> {
  const mime = Buffer.from(form.get("RawMessage.Data") ?? "", "base64").toString("utf8");
  const [head = "", ...body] = mime.split(/\r?\n\r?\n/);
  const from = form.get("Source") ?? headerIn(head, "From");
  const given = membersOf(form, "Destinations");
  const named = ["To", "Cc", "Bcc"].flatMap((name) => headerIn(head, name).split(","));
  const to = (given.length > 0 ? given : named).map((address) => address.trim()).filter((address) => address !== "");
  const subject = headerIn(head, "Subject");
  checkSender(from, sending);
  checkRecipients(to);
  checkHeaderText("Subject", subject);
  checkConfigurationSet(form.get("ConfigurationSetName"), sending);
  return { MessageId: store.keep({ from, to, subject, text: body.join("\n\n"), html: "" }) };
}

function headerIn(head: string, name: string): string {
  const unfolded = head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const line = unfolded.find((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}
