import type { Json } from "../json.ts";
import { openDatabase, type StateFolder } from "../state/database.ts";
import type { Properties } from "../template/properties.ts";
import type { Listening } from "./http.ts";
import { ServiceError, serveJson } from "./json-protocol.ts";

/** Parameter Store: names, values and versions. Secure strings are kept as they are. */
export interface Ssm extends Listening {
  put(name: string, type: string, value: string): void;
}

/** Starts Parameter Store with what its database holds. */
export async function startSsm(state: StateFolder): Promise<Ssm> {
  const database = openDatabase(state, "ssm");
  database.exec(
    "CREATE TABLE IF NOT EXISTS parameters (name TEXT PRIMARY KEY, type TEXT, value TEXT, version INTEGER)",
  );
  const put = (name: string, type: string, value: string): void => {
    database
      .prepare(
        `INSERT INTO parameters VALUES (?, ?, ?, 1) ON CONFLICT (name) DO UPDATE
         SET version = version + (value <> excluded.value), value = excluded.value, type = excluded.type`,
      )
      .run(name, type, value);
  };
  const find = (name: string): Json | undefined => {
    const row = database.prepare("SELECT * FROM parameters WHERE name = ?").get(name);
    if (!row) return undefined;
    return {
      Name: name,
      Type: String(row["type"]),
      Value: String(row["value"]),
      Version: Number(row["version"]),
      DataType: "text",
    };
  };
  const server = await serveJson({
    GetParameter: (input: Properties) => {
      const parameter = find(input.string("Name"));
      if (!parameter) throw new ServiceError("ParameterNotFound", `Parameter ${input.string("Name")} not found.`);
      return { Parameter: parameter };
    },
    GetParameters: (input: Properties) => {
      const names = input.strings("Names");
      const found = names.map(find).filter((each) => each !== undefined);
      return { Parameters: found, InvalidParameters: names.filter((name) => find(name) === undefined) };
    },
    PutParameter: (input: Properties) => {
      put(input.string("Name"), input.optionalString("Type") ?? "String", input.string("Value"));
      return { Tier: "Standard" };
    },
  });
  return { ...server, put, close: () => server.close().then(() => database.close()) };
}
