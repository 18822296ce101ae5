import { isObject, type Json } from "../../json.ts";

/** What the service asks S3 for in a user's name. */
export interface S3Call {
  readonly action: "s3:GetObject" | "s3:PutObject" | "s3:DeleteObject" | "s3:ListBucket";
  readonly bucket: string;
  /** Of an object; of a listing, its prefix. */
  readonly key: string;
}

export type Allows = (call: S3Call) => boolean;

interface Statement {
  readonly isDeny: boolean;
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
  /** All of them hold, or the statement says nothing. */
  readonly conditions: readonly ((call: S3Call) => boolean)[];
}

const parts = ["Sid", "Effect", "Action", "Resource", "Condition"];
/** Source: AWS: "Creating a session policy for an Amazon S3 bucket". */
const longest = 2048;

/** A policy that this evaluation would not hold to in full: nobody is let in with it. */
export class UnknownPolicy extends Error {
  override name = "UnknownPolicy";
}

function strings(value: Json | undefined, what: string): string[] {
  const all = [value ?? []].flat();
  const texts = all.filter((each) => typeof each === "string");
  if (texts.length === 0 || texts.length < all.length) throw new UnknownPolicy(`${what} is no list of texts`);
  if (texts.some((each) => each.includes("$"))) throw new UnknownPolicy(`${what} has a variable`);
  return texts;
}

/** `*` stands for any text, slashes included, and `?` for any one character. */
function wildcard(pattern: string, flags = ""): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`, flags);
}

/** Conditions as `operator key`; only a listing has a prefix, so that one on it holds for nothing else. */
const conditions: Readonly<Record<string, (wanted: Json) => (call: S3Call) => boolean>> = {
  "StringLike s3:prefix": (wanted) => {
    const prefixes = strings(wanted, "s3:prefix").map((each) => wildcard(each));
    return ({ action, key }) => action === "s3:ListBucket" && prefixes.some((each) => each.test(key));
  },
  "DateGreaterThan aws:CurrentTime": (wanted) => {
    const moment = Date.parse(String(wanted));
    if (Number.isNaN(moment)) throw new UnknownPolicy(`${JSON.stringify(wanted)} is no time`);
    return () => Date.now() > moment;
  },
};

function conditionsOf(condition: Json | undefined): Statement["conditions"] {
  if (condition === undefined) return [];
  const operators = Object.entries(isObject(condition) ? condition : {});
  const named = operators.map(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, wanted]) => ({ name: `${operator} ${key}`, wanted })),
  );
  if (named.length === 0 || named.some((keys) => keys.length === 0))
    throw new UnknownPolicy("a condition says nothing");
  return named.flat().map(({ name, wanted }) => {
    const known = conditions[name];
    if (!known) throw new UnknownPolicy(`the condition ${name} is not evaluated here`);
    return known(wanted);
  });
}

/** S3 is all that is asked here: what a statement says of other services alone changes nothing. */
function isOfOtherServices(value: Json): boolean {
  const actions = isObject(value) ? [value["Action"] ?? []].flat() : [];
  return actions.length > 0 && actions.every((each) => typeof each === "string" && /^(?!s3:)[a-z0-9-]+:/i.test(each));
}

function statementOf(value: Json): Statement {
  if (!isObject(value)) throw new UnknownPolicy("a statement is no object");
  const unknown = Object.keys(value).filter((key) => !parts.includes(key));
  if (unknown.length > 0) throw new UnknownPolicy(`a statement has ${unknown.join()}`);
  const { Effect: effect, Action: action, Resource: resource, Condition: condition } = value;
  if (effect !== "Allow" && effect !== "Deny") throw new UnknownPolicy(`the effect ${JSON.stringify(effect)}`);
  return {
    isDeny: effect === "Deny",
    actions: strings(action, "Action").map((each) => wildcard(each, "i")),
    resources: strings(resource, "Resource").map((each) => wildcard(each)),
    conditions: conditionsOf(condition),
  };
}

function covers({ actions, resources, conditions: all }: Statement, call: S3Call): boolean {
  const { action, bucket, key } = call;
  const arn = `arn:aws:s3:::${bucket}${action === "s3:ListBucket" ? "" : `/${key}`}`;
  const isMeant = actions.some((each) => each.test(action)) && resources.some((each) => each.test(arn));
  return isMeant && all.every((holds) => holds(call));
}

/**
 * What a session policy leaves of the role's rights. Without a policy nothing is taken away: the role's own rights are not
 * evaluated on one machine.
 * @throws UnknownPolicy for anything that is not evaluated here, so that no part of a policy is passed over
 */
export function sessionPolicy(text: string | undefined): Allows {
  if (text === undefined) return () => true;
  if (text.length > longest) throw new UnknownPolicy(`a session policy has at most ${longest} characters`);
  const policy: Json = JSON.parse(text);
  const list = isObject(policy) ? [policy["Statement"] ?? []].flat() : [];
  if (list.length === 0) throw new UnknownPolicy("a policy without statements");
  const statements = list.filter((each) => !isOfOtherServices(each)).map(statementOf);
  return (call) => {
    const fitting = statements.filter((each) => covers(each, call));
    return fitting.length > 0 && !fitting.some(({ isDeny }) => isDeny);
  };
}
