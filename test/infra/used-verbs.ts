import { build } from "esbuild";
import { environmentCredentialsOnly } from "../../infra/bundle-plugins.ts";

/** The code of a deployable that can be reached, not minified: what is never called is not in it. */
export async function reachableCode(deployable: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`functions/${deployable}/handler.ts`],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    treeShaking: true,
    packages: "external",
    write: false,
    plugins: [environmentCredentialsOnly],
  });
  return outputFiles[0]?.text ?? "";
}

/** A way our code asks for something, and the right it needs; the groups are what differs. */
const patterns: readonly (readonly [RegExp, (...groups: string[]) => string])[] = [
  [
    /\b(insert|update|remove|unchanged|addToSet|takeFromSet)\d*\(\s*"(practice|session|audit)"/g,
    (change, table) => `${verbOf[change]} ${table}`,
  ],
  [/\b(Put|Update|Delete|ConditionCheck): \{\s*TableName: tables\.(\w+)\(\)/g, (verb, table) => `${verb}Item ${table}`],
  [/new (Get|Put|Delete)Command\d*\(\{\s*TableName: tables\.(\w+)\(\)/g, (verb, table) => `${verb}Item ${table}`],
  [
    /new QueryCommand\d*\(\{\s*TableName: tables\.(\w+)\(\),\s*IndexName: "(\w+)"/g,
    (table, index) => `Query ${table}/${index}`,
  ],
  [/new QueryCommand\d*\(\{ TableName: tables\.(\w+)\(\), ScanIndexForward/g, (table) => `Query ${table}`],
  [/new QueryCommand\d*\(\{\s*TableName: tables\.(\w+)\(\),\s*KeyConditionExpression/g, (table) => `Query ${table}`],
  [/\bname: "(by[A-Z]\w+)"/g, (index) => `Query audit/${index}`],
  [/\[tables\.(\w+)\(\)\]: \{ Keys/g, (table) => `BatchGetItem ${table}`],
  [/new BatchWriteCommand\d*\(\{ RequestItems: \{ \[tables\.(\w+)\(\)\]/g, (table) => `BatchWriteItem ${table}`],
  [/\bput\(\{\s*TableName: tables\.(\w+)\(\)/g, (table) => `PutItem ${table}`],
  [/\bconditional\(\{\s*TableName: tables\.(\w+)\(\)/g, (table) => `UpdateItem ${table}`],
  [/\bconditional\(\{\s*Key:/g, () => "UpdateItem session"],
  [/new (Admin\w+|DescribeUserPool\w*?)Command\d*\(/g, (verb) => `cognito-idp:${verb}`],
  [/new SendEmailCommand\d*\(/g, () => "ses:SendEmail"],
  [/new PublishCommand\d*\(/g, () => "sns:Publish"],
  [/new (GetObject|PutObject)Command\d*\(/g, (verb) => `s3:${verb}`],
  // Only to who may list a bucket does S3 say that an object is not there.
  [/"NoSuchKey"/g, () => "s3:ListBucket"],
  [/new GetParameterCommand\d*\(/g, () => "ssm:GetParameter"],
  [/new GetSecretValueCommand\d*\(/g, () => "secretsmanager:GetSecretValue"],
];
const verbOf: Readonly<Record<string, string>> = {
  insert: "PutItem",
  update: "UpdateItem",
  remove: "DeleteItem",
  unchanged: "ConditionCheckItem",
  addToSet: "UpdateItem",
  takeFromSet: "UpdateItem",
};

/** The rights that code needs, as `PutItem practice`, `Query practice/mailDue`, `ses:SendEmail`. */
export function usedVerbs(bundled: string): string[] {
  const code = bundled.replaceAll("directoryTable()", "tables.directory()");
  const found = patterns.flatMap(([pattern, right]) =>
    [...code.matchAll(pattern)].map(([, ...groups]) => right(...groups)),
  );
  return [...new Set(found)].toSorted();
}
