import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { deadlines } from "../config/deadlines.ts";
import { variable } from "../config/environment.ts";

/** The one DynamoDB client of a function, made at cold start. */
export const store = DynamoDBDocumentClient.from(new DynamoDBClient(deadlines), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Names of the three tables, as the stack gave them. */
export const tables = {
  practice: () => variable("PRACTICE_TABLE"),
  session: () => variable("SESSION_TABLE"),
  audit: () => variable("AUDIT_TABLE"),
} as const;

/** The name of the table that lists are read from: apart, since few functions are given it. */
export const directoryTable = (): string => variable("DIRECTORY_TABLE");
