/**
 * Makes `Date` of this thread run `offset` seconds ahead, read anew at every call. For making demo data whose states need time;
 * timers and `performance` go on as they are.
 * @param offset one 32-bit integer shared between all threads
 */
export function shiftClock(offset: SharedArrayBuffer): void {
  const seconds = new Int32Array(offset);
  const RealDate = Date;
  const now = (): number => RealDate.now() + Atomics.load(seconds, 0) * 1000;
  const construct = (target: DateConstructor, values: unknown[], newTarget: unknown): Date =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget as DateConstructor);
  globalThis.Date = new Proxy(RealDate, {
    construct,
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
}
