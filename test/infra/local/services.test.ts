import { verify } from "node:crypto";
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DescribeTableCommand, DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { GetPublicKeyCommand, KMSClient, SignCommand } from "@aws-sdk/client-kms";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Stack } from "../../../infra/local/stack.ts";
import { client, emptyFolder, startFixture } from "./fixture-stack.ts";

const folder = emptyFolder();
let stack: Stack;
beforeAll(async () => {
  stack = await startFixture(folder.path, { inMemory: true });
});
afterAll(async () => {
  await stack.close();
  folder.remove();
});

test("a table has the keys, the index of several attributes and the stream of its template", async () => {
  const dynamo = new DynamoDBClient(client(stack.endpoints.dynamodb));
  const TableName = stack.tables[0];
  const { Table: table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  expect(table?.GlobalSecondaryIndexes?.[0]?.KeySchema?.map((key) => key.AttributeName)).toEqual([
    "pk",
    "actorId",
    "sk",
  ]);
  expect(table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" });
  const Item = { pk: { S: "p" }, sk: { S: "s" }, actorId: { S: "ada" }, at: { S: "now" } };
  await dynamo.send(new PutItemCommand({ TableName, Item }));
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName,
      IndexName: "byActor",
      KeyConditionExpression: "pk = :p AND actorId = :a",
      ExpressionAttributeValues: { ":p": { S: "p" }, ":a": { S: "ada" } },
    }),
  );
  expect(Items).toEqual([Item]);
});

test("a secret is generated as asked, and read by version and stage after it was changed", async () => {
  const secrets = new SecretsManagerClient(client(stack.endpoints.secrets));
  const SecretId = stack.environmentOf("Tiny")["SECRET"];
  const first = await secrets.send(new GetSecretValueCommand({ SecretId }));
  expect(first.SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: "second" }));
  const read = async (wish: object) =>
    (await secrets.send(new GetSecretValueCommand({ SecretId, ...wish }))).SecretString;
  expect(await read({})).toBe("second");
  expect(await read({ VersionStage: "AWSPREVIOUS" })).toBe(first.SecretString);
  expect(await read({ VersionId: first.VersionId })).toBe(first.SecretString);
  await expect(read({ VersionStage: "AWSPENDING" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const elsewhere = secrets.send(new GetSecretValueCommand({ SecretId: "elsewhere" }));
  await expect(elsewhere).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("a parameter holds the local address where its template holds the gateway's", async () => {
  const ssm = new SSMClient(client(stack.endpoints.ssm));
  const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: "/fixture/base-url" }));
  expect(parameter).toMatchObject({ Value: stack.baseUrl, Type: "String", Version: 1 });
  const several = await ssm.send(new GetParametersCommand({ Names: ["/fixture/base-url", "/none"] }));
  expect([several.Parameters?.length, several.InvalidParameters]).toEqual([1, ["/none"]]);
  await expect(ssm.send(new GetParameterCommand({ Name: "/none" }))).rejects.toMatchObject({
    name: "ParameterNotFound",
  });
});

test("a signing key signs what its public key verifies", async () => {
  const kms = new KMSClient(client(stack.endpoints.kms));
  const Message = Buffer.from("a block");
  const SigningAlgorithm = "ECDSA_SHA_256";
  const { Signature } = await kms.send(new SignCommand({ KeyId: "alias/seal", Message, SigningAlgorithm }));
  const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: "alias/seal" }));
  const key = { key: Buffer.from(PublicKey ?? []), format: "der", type: "spki" } as const;
  expect(verify("sha256", Message, key, Signature ?? Buffer.alloc(0))).toBe(true);
  await expect(kms.send(new GetPublicKeyCommand({ KeyId: "alias/none" }))).rejects.toMatchObject({
    name: "NotFoundException",
  });
});

test("an object is put, read, listed and deleted", async () => {
  const s3 = new S3Client(client(stack.endpoints.s3));
  const { BUCKET: Bucket } = stack.environmentOf("Tiny");
  const listed = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(listed.Contents?.map((each) => each.Key)).toEqual(["assets/app-1a2b3c.js", "index.html"]);
  const at = { Bucket, Key: "a folder/ä.txt" };
  await s3.send(new PutObjectCommand({ ...at, Body: "text", ContentType: "text/plain", Metadata: { by: "ada" } }));
  const object = await s3.send(new GetObjectCommand(at));
  expect([await object.Body?.transformToString(), object.ContentType, object.Metadata]).toEqual([
    "text",
    "text/plain",
    { by: "ada" },
  ]);
  expect((await s3.send(new HeadObjectCommand(at))).ContentLength).toBe(4);
  await s3.send(new DeleteObjectCommand(at));
  await expect(s3.send(new GetObjectCommand(at))).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("an object is put only where none is, and read only as it was, when that is asked for", async () => {
  const s3 = new S3Client(client(stack.endpoints.s3));
  const Bucket = stack.environmentOf("Tiny")["BUCKET"];
  const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket, Key: "once", Body, IfNoneMatch: "*" }));
  const { ETag } = await put("first");
  await expect(put("second")).rejects.toMatchObject({ name: "PreconditionFailed" });
  const read = (IfMatch: string | undefined) => s3.send(new GetObjectCommand({ Bucket, Key: "once", IfMatch }));
  expect(await (await read(ETag)).Body?.transformToString()).toBe("first");
  await expect(read('"0123456789abcdef0123456789abcdef"')).rejects.toMatchObject({ name: "PreconditionFailed" });
});

test("the user pool's client has a secret", async () => {
  const cognito = new CognitoIdentityProviderClient(client(stack.endpoints.cognito));
  const { POOL, CLIENT } = stack.environmentOf("Tiny");
  const answer = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: POOL, ClientId: CLIENT }));
  expect(answer.UserPoolClient?.ClientSecret).toMatch(/^[a-z0-9]{20,}$/);
});

test("a call to a service that is not emulated goes nowhere", async () => {
  const { AWS_ENDPOINT_URL } = stack.environmentOf("Tiny");
  await expect(fetch(`${AWS_ENDPOINT_URL}`)).rejects.toThrow();
});
