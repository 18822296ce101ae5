import { uses } from "./sdk.ts";

export { uses };

/** The same, with one GetItem a call. */
export const handler = async (): Promise<{ statusCode: number }> => {
  await uses.get();
  return { statusCode: 200 };
};
