import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Pharmacy } from "../domain/pharmacy.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import { keys, pharmacyPrefix } from "./keys.ts";
import { rowsOf } from "./practice-rows.ts";

/** One favourite pharmacy of the practice, strongly consistent. What is no NCPDP id is nobody's. */
export async function readPharmacy(scope: PracticeScope, ncpdpId: string): Promise<Pharmacy | undefined> {
  if (!/^\d{7}$/.test(ncpdpId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.pharmacy(scope, ncpdpId), ConsistentRead: true }),
  );
  return Item as Pharmacy | undefined;
}

/** Every favourite pharmacy of the practice, strongly consistent. */
export async function listPharmaciesOf(scope: PracticeScope): Promise<Pharmacy[]> {
  return (await rowsOf(scope, pharmacyPrefix)) as Pharmacy[];
}
