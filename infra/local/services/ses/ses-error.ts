/** A refusal in the service's vocabulary; SDKs build the exception class from `code`. */
export class SesError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = code;
    this.code = code;
  }
}

/** The refusal of a malformed request. */
export function invalidValue(message: string): SesError {
  return new SesError("InvalidParameterValue", message);
}
