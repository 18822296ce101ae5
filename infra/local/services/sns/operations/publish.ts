import { QueryError } from "../../query-protocol.ts";
import type { TextStore } from "../text-store.ts";

const mostCharacters = 1600;

/** A text to a phone number. Topics are not emulated, so that a message to one cannot pass for sent. */
export function publish(form: URLSearchParams, store: TextStore): Readonly<Record<string, string>> {
  if (form.has("TopicArn") || form.has("TargetArn"))
    throw new QueryError("NotFound", "The local text catcher has no topics; publish to a PhoneNumber.");
  const to = form.get("PhoneNumber") ?? "";
  if (!/^\+[1-9]\d{6,14}$/.test(to)) throw invalid(`PhoneNumber Reason: ${to || "null"} is not valid to publish to`);
  const text = form.get("Message") ?? "";
  if (text === "") throw invalid("Empty message");
  if (text.length > mostCharacters) throw invalid("Message too long");
  const type = attributesOf(form)["AWS.SNS.SMS.SMSType"] ?? "Promotional";
  if (type !== "Transactional" && type !== "Promotional")
    throw new QueryError("InvalidParameterValue", `Invalid value for AWS.SNS.SMS.SMSType: ${type}`);
  return { MessageId: store.keep({ to, text, type }) };
}

const invalid = (what: string): QueryError => new QueryError("InvalidParameter", `Invalid parameter: ${what}`);

/** The values of `MessageAttributes.entry.1` and so on, by name. */
function attributesOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (let number = 1; form.has(`MessageAttributes.entry.${number}.Name`); number += 1) {
    const entry = `MessageAttributes.entry.${number}`;
    attributes[form.get(`${entry}.Name`) ?? ""] = form.get(`${entry}.Value.StringValue`) ?? "";
  }
  return attributes;
}
