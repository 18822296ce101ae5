import type ssh2 from "ssh2";
import type { ObjectStore } from "../s3/objects.ts";
import { type ServerFacts, Session, type Tellers, tellFailure } from "./activity.ts";
import type { IdentityEvent, TransferUser } from "./identity.ts";
import { answerChannel } from "./protocol.ts";
import { type Attempt, attempt, type Desk, type UsedKey } from "./sign-in.ts";
import { UserSession } from "./user-session.ts";

/** What a connection needs of its server. */
export interface House {
  readonly facts: ServerFacts;
  readonly tellers: Tellers;
  readonly objects: ObjectStore;
  readonly methods: Desk["methods"];
  readonly setStatIsFine: boolean;
  readonly ask: (event: IdentityEvent) => Promise<unknown>;
  readonly failed: (error: unknown) => void;
}

/** Attempts before the connection is cut, and the time for them. */
const mostAttempts = 6;
const graceMilliseconds = 60_000;
const mostChannels = 10;

/** Serves one connection: sign-in, then files and nothing else. No shell, no command, no forwarding. */
export class Connection {
  readonly #house: House;
  readonly #client: ssh2.Connection;
  readonly #desk: Desk;
  readonly #software: string;
  #attempts = 0;
  #algorithms: ssh2.NegotiatedAlgorithms | undefined;
  #signedIn: { user: TransferUser; key?: UsedKey } | undefined;

  constructor(house: House, client: ssh2.Connection, info: ssh2.ClientInfo) {
    this.#house = house;
    this.#client = client;
    this.#software = `SSH-${info.header.versions.protocol}-${info.header.versions.software}`;
    const { facts, methods, ask, failed } = house;
    this.#desk = { serverId: facts.id, sourceIp: info.ip.replace(/^::ffff:/, ""), methods, ask, failed };
  }

  serve(): void {
    const client = this.#client;
    const grace = setTimeout(() => client.end(), graceMilliseconds);
    client.on("authentication", (context) => void this.#authenticate(context));
    client.on("handshake", (algorithms) => {
      this.#algorithms = algorithms;
    });
    client.on("ready", () => {
      clearTimeout(grace);
      this.#begin();
    });
    client.on("close", () => clearTimeout(grace));
    // A connection that breaks off ends by its own close; there is nobody to tell.
    client.on("error", () => {});
  }

  async #authenticate(context: ssh2.AuthContext): Promise<void> {
    // What was sent before the connection is cut may still come.
    if (this.#attempts >= mostAttempts) return void this.#client.end();
    const attempting = attempt(this.#desk, context);
    if (!attempting) return context.reject([...this.#desk.methods]);
    const result = await attempting;
    if (result.outcome === "refused") return this.#refuse(context, result);
    if (result.outcome === "signed-in") {
      const { user, key } = result;
      this.#signedIn = { user, ...(key && { key }) };
    }
    context.accept();
  }

  #refuse(context: ssh2.AuthContext, { message }: Extract<Attempt, { outcome: "refused" }>): void {
    const { facts, tellers } = this.#house;
    const failure = { method: context.method, user: context.username, sourceIp: this.#desk.sourceIp, message };
    tellFailure(facts, tellers, failure);
    this.#attempts += 1;
    context.reject([...this.#desk.methods]);
    if (this.#attempts >= mostAttempts) this.#client.end();
  }

  #begin(): void {
    if (!this.#signedIn) return void this.#client.end();
    const { user, key } = this.#signedIn;
    const { facts, tellers } = this.#house;
    const telling = new Session(facts, tellers, { user: user.name, sourceIp: this.#desk.sourceIp });
    telling.line("CONNECTED", {
      role: user.role,
      ciphers: [this.#algorithms?.cs.cipher, this.#algorithms?.sc.cipher].join(),
      client: this.#software,
      "source-ip": this.#desk.sourceIp,
      "home-dir": user.homeDirectory,
      user: user.name,
      kex: this.#algorithms?.kex ?? "",
      ...(key && {
        "ssh-public-key": key.body,
        "ssh-public-key-fingerprint": key.fingerprint,
        "ssh-public-key-type": key.type,
      }),
    });
    this.#serveFiles(user, telling);
  }

  #serveFiles(user: TransferUser, telling: Session): void {
    const { objects, setStatIsFine, failed } = this.#house;
    const session = new UserSession(objects, user, telling);
    let channels = 0;
    this.#client.on("session", (accept, reject) => {
      channels += 1;
      if (channels > mostChannels) return reject();
      accept().on("sftp", (acceptSftp) => {
        answerChannel({ sftp: acceptSftp(), session, setStatIsFine, failed });
      });
    });
    this.#client.on("close", () => void session.end().catch(failed));
  }
}
