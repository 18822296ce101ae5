const wide = 11;

/** Prints what `npm start` has to say: one line a part, then the addresses; as one line of JSON when a program reads it. */
export class Output {
  readonly #isJson: boolean;
  readonly #color: boolean;

  constructor(isJson: boolean) {
    this.#isJson = isJson;
    this.#color = process.stdout.isTTY === true && !process.env["NO_COLOR"];
  }

  line(text: string): void {
    if (!this.#isJson) process.stdout.write(`${text}\n`);
  }

  /** A part that is up. */
  ok(part: string, what: string, milliseconds?: number): void {
    const time = milliseconds === undefined ? "" : `${(milliseconds / 1000).toFixed(1)} s`;
    this.line(`  ${this.#paint("ok", 32)}  ${part.padEnd(wide)}${what.padEnd(56)} ${time}`.trimEnd());
  }

  address(name: string, url: string, what: string): void {
    this.line(`  ${name.padEnd(wide)}${this.#paint(url.padEnd(31), 36)} ${what}`.trimEnd());
  }

  json(value: object): void {
    if (this.#isJson) process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  #paint(text: string, color: number): string {
    return this.#color ? `\u001b[${color}m${text}\u001b[0m` : text;
  }
}
