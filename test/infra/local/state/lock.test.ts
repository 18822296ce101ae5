import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Identities } from "../../../../infra/local/state/identities.ts";
import { lockFolder } from "../../../../infra/local/state/lock.ts";

const folder = () => mkdtempSync(join(tmpdir(), "local-state-"));

test("a state folder has one owner at a time, who is named", () => {
  const path = folder();
  const unlock = lockFolder(path);
  expect(() => lockFolder(path)).toThrow(`process ${process.pid}`);
  unlock();
  expect(() => lockFolder(path)()).not.toThrow();
});

test("a physical id is chosen once and stays over restarts", () => {
  const state = { path: folder(), inMemory: false };
  const first = new Identities(state);
  expect(first.wasEmpty).toBe(true);
  const id = first.keep("data/Table", () => "table-1");
  first.close();
  const second = new Identities(state);
  expect(second.wasEmpty).toBe(false);
  expect(second.keep("data/Table", () => "table-2")).toBe(id);
  second.close();
});
