import { afterEach, expect, test } from "vitest";
import { needJdk } from "../../../../../infra/local/services/dynamodb/java.ts";

const path = process.env["PATH"];
afterEach(() => {
  process.env["PATH"] = path;
});

test("where no JDK is and none can be installed, one line says what to install", () => {
  process.env["PATH"] = "/nowhere";
  const said: string[] = [];
  expect(() => needJdk((line) => said.push(line))).toThrow(/^[^\n]*apt-get install default-jdk-headless$/);
  expect(said).toEqual([]);
});

test("where a JDK is, nothing is said or installed", () => {
  const said: string[] = [];
  needJdk((line) => said.push(line));
  expect(said).toEqual([]);
});
