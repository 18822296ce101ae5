import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { variable } from "../config/environment.ts";

/** Files are read and written by functions that nobody waits for: three tries, and time for the first byte of a large one. */
const client = new S3Client({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 10_000, throwOnRequestTimeout: true },
});

/** A file as it comes, piece by piece. */
export interface OpenedFile {
  readonly bytes: number;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/**
 * Opens a file of the SFTP bucket.
 * @param etag the version that is meant, without quotes; absent: whichever is there
 * @returns undefined when it is not there, or another has taken its place
 */
export async function openFile(key: string, etag: string | undefined): Promise<OpenedFile | undefined> {
  try {
    const { Body, ContentLength = 0 } = await client.send(
      new GetObjectCommand({ Bucket: variable("SFTP_BUCKET"), Key: key, ...(etag && { IfMatch: `"${etag}"` }) }),
    );
    if (!Body) throw new Error("S3 answered without a body");
    return { bytes: ContentLength, pieces: Body.transformToWebStream() };
  } catch (error) {
    if (error instanceof S3ServiceException && ["NoSuchKey", "PreconditionFailed"].includes(error.name))
      return undefined;
    throw error;
  }
}

/** Puts a file where none is yet; one that is there stays as it is. Source: SECURITY attack 82 (no acknowledgement is overwritten). */
export async function putOnce(key: string, text: string): Promise<void> {
  try {
    const asked = { Bucket: variable("SFTP_BUCKET"), Key: key, Body: text, ContentType: "application/edi-x12" };
    // Of an empty text the SDK would say to the log that it has no length.
    const ContentLength = Buffer.byteLength(text);
    await client.send(new PutObjectCommand({ ...asked, ContentLength, IfNoneMatch: "*" }));
  } catch (error) {
    if (!(error instanceof S3ServiceException && error.name === "PreconditionFailed")) throw error;
  }
}
