import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exceeded, openUserPool, password, refusalOf, type UserPool, wrong, wrongPassword } from "./user-pool.ts";

describe("the identity service's own lock", () => {
  let pool: UserPool;
  let account = 0;
  let name = "";

  beforeAll(async () => {
    pool = await openUserPool();
  });
  afterAll(() => pool.cognito.close());
  beforeEach(async () => {
    account += 1;
    name = `account-${account}`;
    await pool.createUser(name);
    pool.cognito.resetCalls();
  });

  const failTimes = async (times: number) => {
    for (let attempt = 0; attempt < times; attempt += 1) {
      expect(await refusalOf(pool.signIn(name, wrongPassword))).toBe(wrong);
    }
  };

  test("four wrong passwords lock nothing", async () => {
    await failTimes(4);
    expect((await pool.signIn(name)).AuthenticationResult?.TokenType).toBe("Bearer");
  });

  test("of 200 wrong passwords sent at once exactly five are compared", async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => refusalOf(pool.signIn(name, wrongPassword))));
    const count = (text: string) => answers.filter((answer) => answer === text).length;
    expect(pool.cognito.calls()["passwordEvaluations"]).toBe(5);
    expect(pool.cognito.calls()["AdminInitiateAuth"]).toBe(200);
    expect([count(wrong), count(exceeded)]).toEqual([5, 195]);
  });

  test("the fifth failure locks for one second, and each further one for twice as long", async () => {
    await failTimes(5);
    for (const seconds of [1, 2, 4, 8, 16, 32]) {
      pool.clock.now += seconds * 1000 - 1;
      expect(await refusalOf(pool.signIn(name, wrongPassword))).toBe(exceeded);
      pool.clock.now += 1;
      expect(await refusalOf(pool.signIn(name, wrongPassword))).toBe(wrong);
    }
    expect(pool.cognito.calls()["passwordEvaluations"]).toBe(11);
  });

  test("no lock is longer than fifteen minutes", async () => {
    await failTimes(5);
    for (let failures = 5; failures < 20; failures += 1) {
      pool.clock.now += Math.min(900, 2 ** (failures - 5)) * 1000 - 1;
      expect(await refusalOf(pool.signIn(name))).toBe(exceeded);
      pool.clock.now += 1;
      expect(await refusalOf(pool.signIn(name, wrongPassword))).toBe(wrong);
    }
  });

  test("the right password is not looked at while the lock holds, and is right once it is over", async () => {
    await failTimes(6 - 1);
    expect(await refusalOf(pool.signIn(name, password))).toBe(exceeded);
    expect(pool.cognito.calls()["passwordEvaluations"]).toBe(5);
    pool.clock.now += 1000;
    expect((await pool.signIn(name)).AuthenticationResult?.TokenType).toBe("Bearer");
  });

  test("attempts made during a lock do not lengthen it", async () => {
    await failTimes(5);
    for (let attempt = 0; attempt < 20; attempt += 1) expect(await refusalOf(pool.signIn(name))).toBe(exceeded);
    pool.clock.now += 1000;
    expect(await refusalOf(pool.signIn(name, wrongPassword))).toBe(wrong);
    pool.clock.now += 1999;
    expect(await refusalOf(pool.signIn(name, wrongPassword))).toBe(exceeded);
  });

  test("a sign-in that succeeds starts the count anew", async () => {
    await failTimes(4);
    await pool.signIn(name);
    await failTimes(4);
    expect(await refusalOf(pool.signIn(name))).toBe("accepted");
  });

  test("fifteen quiet minutes start the count anew", async () => {
    await failTimes(4);
    pool.clock.now += 15 * 60_000;
    await failTimes(4);
    expect(await refusalOf(pool.signIn(name))).toBe("accepted");
  });

  test("one second less than fifteen quiet minutes does not", async () => {
    await failTimes(4);
    pool.clock.now += 15 * 60_000 - 1000;
    await failTimes(1);
    expect(await refusalOf(pool.signIn(name))).toBe(exceeded);
  });

  test("an attempt refused during a lock keeps the quarter of an hour from passing", async () => {
    await failTimes(5);
    pool.clock.now += 999;
    expect(await refusalOf(pool.signIn(name, wrongPassword))).toBe(exceeded);
    pool.clock.now += 15 * 60_000 - 1;
    await failTimes(1);
    pool.clock.now += 1999;
    expect(await refusalOf(pool.signIn(name))).toBe(exceeded);
  });

  test("a new password set by an administrator does not lift the lock", async () => {
    await failTimes(5);
    await pool.setPassword(name, "another good password");
    expect(await refusalOf(pool.signIn(name, "another good password"))).toBe(exceeded);
  });

  test("one account's failures do not lock another account", async () => {
    await failTimes(5);
    await pool.createUser(`${name}-other`);
    expect(await refusalOf(pool.signIn(`${name}-other`))).toBe("accepted");
  });

  test("names that differ in case share one lock", async () => {
    await failTimes(4);
    expect(await refusalOf(pool.signIn(name.toUpperCase(), wrongPassword))).toBe(wrong);
    expect(await refusalOf(pool.signIn(name))).toBe(exceeded);
  });
});
