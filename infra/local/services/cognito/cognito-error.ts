/** A refusal in the service's own vocabulary: `code` becomes `__type`, from which SDKs build the exception class. */
export class CognitoError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = code;
    this.code = code;
  }
}

/** The refusal of everything that concerns who you are. */
export function notAuthorized(message: string): CognitoError {
  return new CognitoError("NotAuthorizedException", message);
}

/** The refusal of a malformed or unsupported request. */
export function invalidParameter(message: string): CognitoError {
  return new CognitoError("InvalidParameterException", message);
}

/** The refusal of an unknown user, where the client does not hide which users exist. */
export function userNotFound(): CognitoError {
  return new CognitoError("UserNotFoundException", "User does not exist.");
}
