import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A stand-in for Secrets Manager that knows one secret; its versions can be turned as a rotation does. */
export interface SecretStore {
  /** A new version becomes the current one; the former one stays as the previous. */
  rotate(): void;
  /** What happens thirty days after a rotation. */
  forgetPrevious(): void;
  /** How often it was asked. */
  asked(): number;
  close(): Promise<void>;
}

const versionIdOf = (turn: number) => `${String(turn).padStart(8, "0")}-0000-4000-8000-000000000000`;

/** Starts it and points this process at it. Before the first import of what reads the secret. */
export async function startSecretStore(): Promise<SecretStore> {
  let turn = 1;
  let oldest = 1;
  let count = 0;
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      count += 1;
      const wanted = JSON.parse(text).VersionStage === "AWSPREVIOUS" ? turn - 1 : turn;
      response.writeHead(wanted < oldest ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      const answer =
        wanted < oldest
          ? { __type: "ResourceNotFoundException", message: "no such version" }
          : { VersionId: versionIdOf(wanted), SecretString: `secret number ${wanted} of this installation` };
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  process.env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = `http://127.0.0.1:${port}`;
  process.env["TOKEN_SECRET_ID"] = "installation";
  return {
    rotate: () => {
      turn += 1;
    },
    forgetPrevious: () => {
      oldest = turn;
    },
    asked: () => count,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
