import { invoke } from "./front.ts";
import type { Request } from "./meter.ts";

interface InitiateAuth {
  readonly AuthParameters: { readonly USERNAME: string };
  readonly ClientMetadata: Readonly<Record<string, string>>;
}

/** Calls the PreAuthentication trigger as Cognito did during a sign-in that was seen, with the same ticket. */
export async function triggerAsIn(signIn: readonly Request[], practiceId: string): Promise<void> {
  const asked = signIn.find(({ operation }) => operation === "AdminInitiateAuth");
  if (!asked) throw new Error("the sign-in did not ask Cognito");
  const { AuthParameters, ClientMetadata } = asked.body as unknown as InitiateAuth;
  await invoke("cognito-triggers", {
    triggerSource: "PreAuthentication_Authentication",
    userName: AuthParameters.USERNAME,
    request: { userAttributes: { "custom:practice": practiceId }, validationData: ClientMetadata, userNotFound: false },
    response: {},
  });
}
