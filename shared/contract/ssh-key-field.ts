import * as z from "zod/mini";
import { sshKeyIn } from "../domain/ssh-key.ts";

/** A public key in one line, as in `id_ed25519.pub`. */
export const sshPublicKey = z.string().check(
  z.maxLength(4000),
  z.refine((value) => sshKeyIn(value) !== undefined, {
    message: "must be one line of an OpenSSH public key: ed25519, ECDSA, or RSA of at least 3072 bits",
  }),
);
