/** The variables each deployable reads. Its stack must supply exactly these; its handler may read only these. */
export const environments = {
  login: [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "DIRECTORY_TABLE",
    "USER_POOL_ID",
    "USER_POOL_CLIENT_ID",
    "TOKEN_SECRET_ID",
    "SMS_CODES",
    "PAYMENTS",
    "SFTP_SERVER",
  ],
  registration: ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE", "USER_POOL_ID", "TOKEN_SECRET_ID"],
  practices: ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE", "DIRECTORY_TABLE", "TOKEN_SECRET_ID", "SMS_CODES"],
  users: ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE", "DIRECTORY_TABLE", "TOKEN_SECRET_ID", "USER_POOL_ID"],
  profile: ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE", "TOKEN_SECRET_ID"],
  audit: ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE", "TOKEN_SECRET_ID"],
  system: ["PRACTICE_TABLE", "USER_POOL_ID"],
  "cognito-triggers": ["PRACTICE_TABLE", "TOKEN_SECRET_ID"],
  directory: ["PRACTICE_TABLE", "DIRECTORY_TABLE"],
  billing: [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "TOKEN_SECRET_ID",
    "PAYMENTS",
    "STRIPE_URL",
    "STRIPE_SECRET_ID",
    "BASE_URL_PARAMETER",
  ],
  "sftp-requests": [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "DIRECTORY_TABLE",
    "TOKEN_SECRET_ID",
    "SFTP_APPROVAL",
    "SFTP_SERVER",
  ],
  operators: [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "DIRECTORY_TABLE",
    "TOKEN_SECRET_ID",
    "SFTP_APPROVAL",
    "SFTP_SERVER",
  ],
  "found-operators": ["PRACTICE_TABLE", "AUDIT_TABLE", "TOKEN_SECRET_ID"],
  caretaker: ["PRACTICE_TABLE", "AUDIT_TABLE", "DIRECTORY_TABLE"],
  "epcs-day": ["PRACTICE_TABLE", "AUDIT_TABLE"],
  "sftp-accounts": [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "TOKEN_SECRET_ID",
    "SFTP_PARAMETER",
    "SFTP_SERVER",
  ],
  "secret-links": [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "TOKEN_SECRET_ID",
    "SFTP_PARAMETER",
    "SFTP_SERVER",
  ],
  "sftp-identity": [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "TOKEN_SECRET_ID",
    "SFTP_BUCKET",
    "SFTP_ROLE_ARN",
    "SFTP_PARAMETER",
  ],
  "mail-events": ["PRACTICE_TABLE", "AUDIT_TABLE"],
  "file-arrival": ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE", "DIRECTORY_TABLE", "SFTP_BUCKET"],
  "sftp-log": ["PRACTICE_TABLE", "SESSION_TABLE", "AUDIT_TABLE"],
  mailer: [
    "PRACTICE_TABLE",
    "SESSION_TABLE",
    "AUDIT_TABLE",
    "TOKEN_SECRET_ID",
    "SENDER_ADDRESS",
    "CONFIGURATION_SET",
    "BASE_URL_PARAMETER",
    "SFTP_PARAMETER",
  ],
} as const satisfies Record<string, readonly string[]>;

export type Deployable = keyof typeof environments;
export type VariableName = (typeof environments)[Deployable][number];
export type EnvironmentOf<D extends Deployable> = Readonly<Record<(typeof environments)[D][number], string>>;

/**
 * One variable of the running deployable. A test compares what each bundle asks for with the table above.
 * @throws Error when this deployable's stack does not supply it.
 */
export function variable(name: VariableName): string {
  const value = process.env[name];
  if (!value) throw new Error(`this function is not given ${name}`);
  return value;
}
