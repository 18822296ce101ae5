import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer as createPlain, type RequestListener } from "node:http";
import { createServer as createTls } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** What the stub answers to an operation; everything else gets an empty object. */
const answers: Readonly<Record<string, unknown>> = {
  GetItem: { Item: { pk: { S: "T#practice" }, sk: { S: "U#user" }, version: { N: "3" } } },
  BatchGetItem: { Responses: {}, UnprocessedKeys: {} },
  Query: { Items: [], Count: 0, ScannedCount: 0 },
  GetSecretValue: { ARN: "arn", Name: "secret", VersionId: "v1", SecretString: "s".repeat(64) },
  DescribeUserPool: { UserPool: { Id: "us-east-1_x", Name: "pool" } },
};

/** Where every client of a sample sends its calls. */
export interface Stub {
  readonly url: string;
  readonly isTls: boolean;
  close(): void;
}

/**
 * Answers the SDK's calls at once with fixed bodies: what is measured is a client's work, not a store. It speaks TLS, as
 * AWS does, with a throw-away certificate of the openssl program; without that program it falls back to plain HTTP.
 */
export async function startStub(folder: string): Promise<Stub> {
  const certificate = throwAwayCertificate(folder);
  const listener: RequestListener = (request, response) => {
    request.resume().on("end", () => {
      const operation = String(request.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1);
      const body = JSON.stringify(answers[operation ?? ""] ?? {});
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0", "content-length": body.length });
      response.end(body);
    });
  };
  const server = certificate ? createTls(certificate, listener) : createPlain(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `${certificate ? "https" : "http"}://127.0.0.1:${port}`, isTls: certificate !== undefined, close };
}

function throwAwayCertificate(folder: string): { key: Buffer; cert: Buffer } | undefined {
  const [key, cert] = [join(folder, "stub.key"), join(folder, "stub.crt")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const names = ["-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", cert];
  try {
    execFileSync("openssl", ["req", "-x509", ...curve, ...names], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return undefined;
  }
}
