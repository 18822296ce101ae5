import ssh2 from "ssh2";
import { type Listed, Refused } from "./files.ts";
import type { UserSession } from "./user-session.ts";

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

/** Most bytes of one answer to READ. */
const longestRead = 256 * 1024;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function attributesOf({ isFolder, size, at }: Listed): ssh2.Attributes {
  const seconds = Math.floor(at / 1000);
  return { mode: isFolder ? 0o40755 : 0o100644, uid: 0, gid: 0, size, atime: seconds, mtime: seconds };
}

/** A line as `ls -l` prints it. */
function lineOf({ name, isFolder, size, at }: Listed): string {
  const date = new Date(at);
  const two = (value: number, filler: string) => String(value).padStart(2, filler);
  const time = `${two(date.getUTCHours(), "0")}:${two(date.getUTCMinutes(), "0")}`;
  const day = `${months[date.getUTCMonth()]} ${two(date.getUTCDate(), " ")}`;
  return `${isFolder ? "drwxr-xr-x" : "-rw-r--r--"}   1 -        -        ${String(size).padStart(12)} ${day} ${time} ${name}`;
}

const entryOf = (listed: Listed): ssh2.FileEntry => ({
  filename: listed.name,
  longname: lineOf(listed),
  attrs: attributesOf(listed),
});

/** What the server says to the requests of one SFTP channel. */
export interface Channel {
  readonly sftp: ssh2.SFTPWrapper;
  readonly session: UserSession;
  /** Whether changes of times and modes are passed over in silence; otherwise they are refused. */
  readonly setStatIsFine: boolean;
  /** Told what nobody expected. */
  readonly failed: (error: unknown) => void;
}

/** Answers every request of the channel until it ends; what S3 cannot do, the client is told. */
export function answerChannel(channel: Channel): void {
  const { sftp } = channel;
  const run = runnerOf(channel);
  answerFiles(channel, run);
  answerNames(channel, run);
  const setStat = (id: number): void => {
    sftp.status(id, channel.setStatIsFine ? STATUS_CODE.OK : STATUS_CODE.OP_UNSUPPORTED);
  };
  sftp.on("SETSTAT", setStat);
  sftp.on("FSETSTAT", setStat);
  // Without this OpenSSH clients wait for ever when they are done.
  sftp.on("end", () => sftp.end());
}

type Run = (id: number, work: () => unknown) => void;

function runnerOf({ sftp, failed }: Channel): Run {
  const refuse = (id: number, error: unknown): void => {
    if (!(error instanceof Refused)) failed(error);
    sftp.status(id, error instanceof Refused ? error.status : STATUS_CODE.FAILURE);
  };
  return (id, work) => {
    const answering = async () => work();
    answering().catch((error: unknown) => refuse(id, error));
  };
}

function answerFiles({ sftp, session }: Channel, run: Run): void {
  const done = (id: number) => sftp.status(id, STATUS_CODE.OK);
  sftp.on("OPEN", (id, path, flags) =>
    run(id, async () => {
      const has = (flag: number): boolean => (flags & flag) !== 0;
      const wish = {
        read: has(OPEN_MODE.READ),
        write: has(OPEN_MODE.WRITE),
        append: has(OPEN_MODE.APPEND),
        truncate: has(OPEN_MODE.TRUNC),
        exclusive: has(OPEN_MODE.EXCL),
      };
      sftp.handle(id, await session.open(path, wish));
    }),
  );
  sftp.on("READ", (id, handle, ...[offset, length]) =>
    run(id, async () => {
      const data = await session.read(handle, offset, Math.min(length, longestRead));
      if (data.length > 0) sftp.data(id, data);
      else sftp.status(id, STATUS_CODE.EOF);
    }),
  );
  sftp.on("WRITE", (id, handle, ...[offset, data]) =>
    run(id, async () => {
      await session.write(handle, offset, data);
      done(id);
    }),
  );
  sftp.on("CLOSE", (id, handle) =>
    run(id, async () => {
      await session.close(handle);
      done(id);
    }),
  );
  sftp.on("FSTAT", (id, handle) => run(id, () => sftp.attrs(id, attributesOf(session.stat(handle)))));
}

function answerNames({ sftp, session }: Channel, run: Run): void {
  const { files } = session;
  const stat = (id: number, path: string) => run(id, () => sftp.attrs(id, attributesOf(files.stat(path))));
  const deed = (work: (path: string) => void) => (id: number, path: string) =>
    run(id, () => {
      work(path);
      sftp.status(id, STATUS_CODE.OK);
    });
  sftp.on("STAT", stat);
  sftp.on("LSTAT", stat);
  sftp.on("REALPATH", (id, path) =>
    run(id, () => sftp.name(id, [entryOf({ name: files.real(path), isFolder: true, size: 0, at: 0 })])),
  );
  sftp.on("OPENDIR", (id, path) => run(id, () => sftp.handle(id, session.openFolder(path))));
  sftp.on("READDIR", (id, handle) =>
    run(id, () => {
      const names = session.names(handle);
      if (names.length > 0) sftp.name(id, names.map(entryOf));
      else sftp.status(id, STATUS_CODE.EOF);
    }),
  );
  sftp.on(
    "REMOVE",
    deed((path) => session.remove(path)),
  );
  sftp.on(
    "MKDIR",
    deed((path) => session.makeFolder(path)),
  );
  sftp.on(
    "RMDIR",
    deed((path) => session.removeFolder(path)),
  );
  sftp.on("RENAME", (id, path, newPath) =>
    run(id, () => {
      session.rename(path, newPath);
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
}
