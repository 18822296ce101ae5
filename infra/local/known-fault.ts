/** A cause we know, with a message meant for the person at the keyboard: shown without a stack trace. */
export class KnownFault extends Error {
  override name = "KnownFault";
}
