import { afterLock, type Tries } from "../domain/lockout.ts";

/**
 * One row counts an account's tries of one factor: those from browsers it does not know, those of each browser it knows by
 * itself, and all failures in a row in one number, so that one write reserves a try within both of its limits.
 */
export type TriesRow = Readonly<Record<string, unknown>> | undefined;

/** What a counter has for itself; `total` belongs to the account. */
type OwnField = "fails" | "lastAt" | "round" | "roundAt";
const ofBrowser = "fails@";

/** The attribute of a counter: the account's own, or a known browser's by its name. */
export function attributeOf(field: OwnField, browser?: string): string {
  return browser ? `${field}@${browser}` : field;
}

/** Names for an expression; DynamoDB refuses those that it does not use. */
export function expressionNames(fields: readonly OwnField[], browser?: string): Record<string, string> {
  return {
    "#total": "total",
    ...Object.fromEntries(fields.map((field) => [`#${field}`, attributeOf(field, browser)])),
  };
}

/** The tries of one counter; a row that is not there has none. */
export function triesIn(row: TriesRow, browser?: string): Tries {
  const of = (field: OwnField) => row?.[attributeOf(field, browser)];
  const date = (value: unknown) => (typeof value === "string" ? new Date(value) : undefined);
  const count = (value: unknown) => (typeof value === "number" ? value : 0);
  return {
    fails: count(of("fails")),
    total: count(row?.["total"]),
    lastAt: date(of("lastAt")),
    round: count(of("round")),
    roundAt: date(of("roundAt")),
  };
}

/** All counters of an account and factor. */
export interface AllTries {
  readonly own: Tries;
  /** Of known browsers with failures since their last success, by name. */
  readonly browsers: ReadonlyMap<string, Tries>;
}

/** Every counter that a row holds. */
export function allTriesIn(row: TriesRow): AllTries {
  const browsers = Object.keys(row ?? {})
    .filter((name) => name.startsWith(ofBrowser))
    .map((name) => name.slice(ofBrowser.length))
    .map((browser) => [browser, triesIn(row, browser)] as const);
  return { own: triesIn(row), browsers: new Map(browsers.filter(([, { fails }]) => fails > 0)) };
}

/** Failures in the known browsers of an account, together. */
export function browserFails({ browsers }: AllTries): number {
  return [...browsers.values()].reduce((sum, { fails }) => sum + fails, 0);
}

/** The counter that was tried last: what was asked of Cognito last. */
export function latestOf({ own, browsers }: AllTries): Tries {
  const at = ({ lastAt }: Tries) => lastAt?.getTime() ?? 0;
  return [...browsers.values()].reduce((latest, tries) => (at(tries) > at(latest) ? tries : latest), own);
}

/** What ends the rounds of counters: no failures, and the round remembered for the longer second lock. */
export function endedRounds({ own, browsers }: AllTries): Record<string, unknown> {
  const ended = (tries: Tries, browser?: string) => {
    const { round, roundAt } = afterLock(tries);
    return {
      [attributeOf("fails", browser)]: 0,
      [attributeOf("round", browser)]: round,
      ...(roundAt ? { [attributeOf("roundAt", browser)]: roundAt.toISOString() } : {}),
    };
  };
  return Object.assign(
    own.fails > 0 ? ended(own) : {},
    ...[...browsers].map(([browser, tries]) => ended(tries, browser)),
  );
}
