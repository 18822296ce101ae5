import * as fc from "fast-check";

/** A value as JSON text; kept as text, for what `JSON.stringify` would never write. */
type JsonText = string;

/** Texts that broke somebody's server once. */
const hostileTexts: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\r\nBcc: victim@example.com",
  "\u202eevil\u202c",
  "=?utf-8?B?ZXZpbA==?=",
  "<img src=x onerror=alert(1)>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of somebody else's is what is tried here
  "${7*7}{{7*7}}<%=7*7%>",
  "'; DROP TABLE users; --",
  "../../../../etc/passwd",
  "\ufeff",
  "\ud83d\ude00".repeat(60),
  "e\u0301".repeat(64),
  "\ufdfa".repeat(40),
  "\ufb03".repeat(64),
  "\u0130".repeat(64),
  "x".repeat(255),
  "x".repeat(5_000),
  `${"a".repeat(64)}@${"b".repeat(180)}.example`,
  "a@b.c".repeat(50),
  "__proto__",
  "NaN",
  "true",
];
/** JSON that `JSON.stringify` would not write: numbers beyond all bounds, halves of characters, doubled keys, depths. */
const hostileJson: readonly JsonText[] = [
  "1e999",
  "-1e999",
  "1e-999",
  "-0",
  "123456789012345678901234567890",
  '"\\ud800"',
  '"\\udc00\\ud800"',
  '"name\\ud800@example.com"',
  '"\\u0000"',
  '{"a":1,"a":2}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":null,"valueOf":null}',
  '{"length":1e9}',
  // Has a length, which cannot be compared.
  '{"length":{"toString":null,"valueOf":null}}',
  '{"":""}',
  `${"[".repeat(1_000)}${"]".repeat(1_000)}`,
  `${'{"a":'.repeat(1_000)}1${"}".repeat(1_000)}`,
  `[${"1,".repeat(5_000)}1]`,
];
/** Bodies that are no JSON object at all, or too much of one. */
const hostileBodies: readonly string[] = [
  "",
  " ",
  "null",
  "true",
  "0",
  '""',
  "[]",
  "[{}]",
  "{",
  "}",
  "{}{}",
  "{'a':1}",
  "{a:1}",
  '{"a":1,}',
  "NaN",
  "undefined",
  "\u0000",
  "\ufeff{}",
  "a=1&b=2",
  "<xml/>",
  "--x\r\ncontent-disposition: form-data",
  "[".repeat(30_000),
  '{"a":'.repeat(10_000),
  `{"a":"${"x".repeat(66_000)}"}`,
  `{"a":"${"\u00e9".repeat(33_000)}"}`,
  `{${Array.from({ length: 3_000 }, (_, at) => `"f${at}":${at}`).join(",")}}`,
];
/** Fields that only the server may set, and names that objects have by themselves. */
const foreignFields: readonly string[] = [
  "practiceId",
  "userId",
  "status",
  "version",
  "securityVersion",
  "lockedUntil",
  "secondStep",
  "isAdministrator",
  "invitationId",
  "expiresAt",
  "pk",
  "sk",
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toJSON",
  "then",
  "0",
  "",
];

const textValue = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 100 }),
);
const anyValue: fc.Arbitrary<JsonText> = fc.oneof(
  { weight: 3, arbitrary: textValue.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.constantFrom(...hostileJson) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constantFrom("null", "true", "0", "[]", "{}", "[null]", '[""]', "[[]]") },
);

/** A body as its fields in order, each as JSON text; a name may stand twice. */
type Fields = readonly (readonly [name: string, value: JsonText])[];
const written = (fields: Fields): string =>
  `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
const fieldsOf = (example: object): Fields =>
  Object.entries(example).map(([name, value]) => [name, JSON.stringify(value)] as const);
const changed = (fields: Fields, at: number, value: JsonText): Fields =>
  fields.map((field, index) => (index === at ? [field[0], value] : field));

/** The object that a field holds, where it holds one. */
function objectIn([, value]: Fields[number]): object | undefined {
  const isObject = value.startsWith("{") && value.endsWith("}") && !value.startsWith('{"a":{"a":');
  return isObject ? (JSON.parse(value) as object) : undefined;
}

/** One change of a good body: a field of another kind, gone, twice, foreign, or changed within. */
function mutation(fields: Fields): fc.Arbitrary<Fields> {
  const foreign = fc.tuple(fc.oneof(fc.constantFrom(...foreignFields), fc.string()), anyValue);
  const added = foreign.map((field): Fields => [...fields, field]);
  if (fields.length === 0) return added;
  const place = fc.nat(fields.length - 1);
  const replaced = fc.tuple(place, anyValue).map(([at, value]) => changed(fields, at, value));
  const twice = fc.tuple(place, anyValue).map(([at, value]): Fields => [...fields, [fields[at]?.[0] ?? "", value]]);
  const gone = place.map((at) => fields.filter((_, index) => index !== at));
  const within = place.chain((at) => {
    const field = fields[at];
    const inner = field && objectIn(field);
    return inner ? mutation(fieldsOf(inner)).map((each) => changed(fields, at, written(each))) : replaced;
  });
  return fc.oneof({ weight: 4, arbitrary: replaced }, added, twice, gone, { weight: 2, arbitrary: within });
}

const mutatedOnceOrTwice = (fields: Fields) =>
  mutation(fields).chain((once) => fc.oneof(fc.constant(once), mutation(once)));

/** Bodies for a route: most of them near its example, the others as far from it as they come. */
export function bodies(example: object): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: mutatedOnceOrTwice(fieldsOf(example)).map(written) },
    { weight: 4, arbitrary: fc.constantFrom(...hostileBodies, JSON.stringify(example)) },
    { weight: 2, arbitrary: anyValue },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  );
}

/** What an address or a header may carry: text that UTF-8 can hold. */
const wellFormed = textValue.map((text) => text.toWellFormed());

/** Values for a path's parameter: anything between two slashes, and there is always something. */
export function pathValues(real: string): fc.Arbitrary<string> {
  const odd = fc.oneof(wellFormed, fc.constantFrom("usr_", "x".repeat(1_500), "U#x", "%00", ".", "*"));
  return fc.oneof(
    { weight: 2, arbitrary: odd.filter((value) => value !== "") },
    { weight: 1, arbitrary: fc.constant(real) },
  );
}

const likelyValues = [
  "",
  "1",
  "100",
  "101",
  "2026-02-30T00:00:00Z",
  "2026-11-21T00:00:00Z",
  "+275760-09-13T00:00:00.000Z",
  "0001-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "user.invited",
  "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  "e30.AAAA",
];

/** Query parameters: the route's own names with any value, and foreign ones. */
export function queries(names: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const foreign = wellFormed.filter((name) => name !== "");
  const name = names.length > 0 ? fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, foreign) : foreign;
  const value = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...likelyValues) }, wellFormed);
  return fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true });
}

/** Headers that a handler reads, with values that it should not believe. Most requests have none. */
export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        "if-match",
        "idempotency-key",
        "content-type",
        "user-agent",
        "origin",
        "sec-fetch-site",
        "cookie",
      ),
      fc.oneof(
        wellFormed,
        fc.constantFrom('"v1"', 'W/"v1"', '"v999999999999999"', "application/json", "*", "12345678"),
      ),
      { minKeys: 1, maxKeys: 3, noNullPrototype: true },
    ),
  },
);
