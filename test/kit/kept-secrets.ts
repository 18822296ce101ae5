import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { notedSecrets, proofOf, secretsIn } from "./canaries.ts";
import { codeIn, isText, mails, tokenIn } from "./inbox.ts";

/** Where secrets could have been kept. */
export interface Keepers {
  readonly dynamodb: string;
  readonly tables: readonly string[];
  readonly logLines: readonly string[];
}

/** A secret that was found, and where. */
export interface Kept {
  readonly secret: string;
  readonly where: string;
}

/** Everything that somebody used, and every link and code that was mailed or texted. */
export async function allSecrets(file: string, toolsUrl: string): Promise<ReadonlySet<string>> {
  const mailed = (await mails(toolsUrl)).flatMap((mail) => {
    if (/\/invite#/.test(mail.text)) return [proofOf(tokenIn(mail))];
    const [, link] = /\/s#([\w.~-]+)/.exec(mail.text) ?? [];
    if (link) return [proofOf(link)];
    const [password] = /\b[A-Z2-7]{52}\b/.exec(mail.text) ?? [];
    if (password) return [password];
    return isText(mail) || /code/i.test(mail.subject) ? [codeIn(mail)] : [];
  });
  return new Set([...notedSecrets(file), ...mailed]);
}

/** Looks for secrets in every log line and every row of every table, the audit log's among them; counts what it looked at. */
export async function keptSecrets(
  secrets: ReadonlySet<string>,
  keepers: Keepers,
): Promise<{ kept: readonly Kept[]; rows: number }> {
  const kept: Kept[] = [];
  let rows = 0;
  const look = (where: string, text: string) => {
    for (const secret of secretsIn(text, secrets)) kept.push({ secret, where });
  };
  for (const line of keepers.logLines) look(`log line: ${line.slice(0, 300)}`, line);
  const client = new DynamoDBClient({
    endpoint: keepers.dynamodb,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  for (const TableName of keepers.tables)
    for await (const { Items = [] } of paginateScan({ client }, { TableName }))
      for (const item of Items) {
        const { pk, sk } = item;
        rows += 1;
        look(`row ${pk?.S} ${sk?.S} of ${TableName}`, JSON.stringify(item));
      }
  client.destroy();
  return { kept, rows };
}
