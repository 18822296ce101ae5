import { QueryError } from "../query-protocol.ts";

/** A refusal in the service's vocabulary; SDKs build the exception class from `code`. */
export class SesError extends QueryError {}

/** The refusal of a malformed request. */
export function invalidValue(message: string): SesError {
  return new SesError("InvalidParameterValue", message);
}
