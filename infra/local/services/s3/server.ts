import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { StateFolder } from "../../state/database.ts";
import { type Listening, listenOnLoopback, readBody } from "../http.ts";
import { ObjectStore } from "./objects.ts";

/** S3 as far as it is used: whole objects put (also where none is yet), read (also just one version), listed and deleted, by path-style address. No versions, no object lock. */
export interface S3 extends Listening {
  readonly objects: ObjectStore;
}

const escaped = (value: string): string => value.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

function refuse(response: ServerResponse, status: number, code: string): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  response.writeHead(status, { "content-type": "application/xml" }).end(body);
}

/** The data of an `aws-chunked` body: `size;chunk-signature=…`, data, …, trailers. */
function unchunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, end), 16);
    if (!(size > 0)) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(parts);
}

async function put(objects: ObjectStore, at: Target, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const sent = (await readBody(request)) ?? Buffer.alloc(0);
  const chunked = String(request.headers["content-encoding"] ?? "").includes("aws-chunked");
  const kept = ["content-type", "cache-control", "content-disposition"].concat(
    Object.keys(request.headers).filter((name) => name.startsWith("x-amz-meta-")),
  );
  const headers = Object.fromEntries(
    kept.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]])),
  );
  if (request.headers["if-none-match"] === "*" && objects.get(at.bucket, at.key)) {
    refuse(response, 412, "PreconditionFailed");
    return;
  }
  const etag = objects.put(at.bucket, at.key, { body: chunked ? unchunked(sent) : sent, headers });
  response.writeHead(200, { etag }).end();
}

function get(objects: ObjectStore, at: Target, { request, response }: Exchange): void {
  const object = objects.get(at.bucket, at.key);
  if (!object) {
    refuse(response, 404, "NoSuchKey");
    return;
  }
  const wanted = request.headers["if-match"];
  if (wanted !== undefined && wanted !== object.etag) {
    refuse(response, 412, "PreconditionFailed");
    return;
  }
  const facts = {
    etag: object.etag,
    "content-length": object.size,
    "last-modified": new Date(object.at).toUTCString(),
  };
  response.writeHead(200, { "content-type": "binary/octet-stream", ...object.headers, ...facts });
  if (request.method === "HEAD") response.end();
  else if (object.file)
    createReadStream(object.file)
      .once("error", () => response.destroy())
      .pipe(response);
  else response.end(object.body);
}

function list(objects: ObjectStore, bucket: string, { request, response }: Exchange): void {
  const prefix = new URL(request.url ?? "/", "http://s3").searchParams.get("prefix") ?? "";
  const entries = objects.list(bucket, prefix).map(
    ({ key, etag, size, at }) =>
      `<Contents><Key>${escaped(key)}</Key><ETag>${escaped(etag)}</ETag><Size>${size}</Size>
      <LastModified>${new Date(at).toISOString()}</LastModified></Contents>`,
  );
  const head = `<Name>${escaped(bucket)}</Name><KeyCount>${entries.length}</KeyCount><IsTruncated>false</IsTruncated>`;
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${head}${entries.join("")}</ListBucketResult>`);
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface Target {
  readonly bucket: string;
  readonly key: string;
}

function targetOf(request: IncomingMessage): Target {
  const path = new URL(request.url ?? "/", "http://s3").pathname.slice(1);
  const [bucket = "", ...key] = path.split("/");
  return { bucket: decodeURIComponent(bucket), key: key.map(decodeURIComponent).join("/") };
}

async function answer(objects: ObjectStore, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const target = targetOf(request);
  if (!objects.hasBucket(target.bucket)) {
    refuse(response, 404, "NoSuchBucket");
    return;
  }
  if (!target.key) {
    if (request.method === "GET") list(objects, target.bucket, exchange);
    else refuse(response, 501, "NotImplemented");
    return;
  }
  switch (request.method) {
    case "PUT":
      return put(objects, target, exchange);
    case "GET":
    case "HEAD":
      return get(objects, target, exchange);
    case "DELETE":
      objects.delete(target.bucket, target.key);
      response.writeHead(204).end();
      return;
    default:
      refuse(response, 501, "NotImplemented");
  }
}

/** Starts S3 with what its database holds. */
export async function startS3(state: StateFolder): Promise<S3> {
  const objects = new ObjectStore(state);
  const server = await listenOnLoopback((request, response) => answer(objects, { request, response }));
  return { ...server, objects, close: () => server.close().then(() => objects.close()) };
}
