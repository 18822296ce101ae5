import { type Context, membersOf, tagsOf } from "../operation.ts";
import { checkConfigurationSet, checkHeaderText, checkRecipients, checkSender, checkTags } from "../sending-rules.ts";
import { invalidValue } from "../ses-error.ts";

/** A mail in its parts. */
export function sendEmail(form: URLSearchParams, { store, sending, tell }: Context): Readonly<Record<string, string>> {
  const from = form.get("Source") ?? "";
  const to = ["ToAddresses", "CcAddresses", "BccAddresses"].flatMap((kind) => membersOf(form, `Destination.${kind}`));
  const subject = form.get("Message.Subject.Data");
  const text = form.get("Message.Body.Text.Data");
  const html = form.get("Message.Body.Html.Data");
  checkSender(from, sending);
  checkRecipients(to);
  for (const address of membersOf(form, "ReplyToAddresses")) checkHeaderText("Reply-To", address);
  if (subject === null) throw invalidValue("Missing required header 'Subject'.");
  checkHeaderText("Subject", subject);
  if (text === null && html === null) throw invalidValue("Message body is empty.");
  checkConfigurationSet(form.get("ConfigurationSetName"), sending);
  const tags = tagsOf(form);
  checkTags(tags);
  const messageId = store.keep({ from, to, subject, text: text ?? "", html: html ?? "" });
  tell({ messageId, from, to, tags, configurationSet: form.get("ConfigurationSetName") ?? "" });
  return { MessageId: messageId };
}
