import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readOptions } from "../../../../infra/local/start/options.ts";

test("without options it starts on port 4000, keeps its state and makes demo data", () => {
  expect(readOptions([])).toEqual({
    reset: false,
    json: false,
    underStage: false,
    port: 4000,
    help: false,
    folder: resolve(".local/state"),
    withDemo: true,
  });
});

test("each option does what it says", () => {
  const words = ["--reset", "--json", "--prefix", "--no-demo", "--port", "5000", "--state", "elsewhere"];
  expect(readOptions(words)).toMatchObject({
    reset: true,
    json: true,
    underStage: true,
    port: 5000,
    folder: resolve("elsewhere"),
    withDemo: false,
  });
});

test.each([[["--prot", "1"]], [["--port", "many"]], [["--port", "70000"]], [["extra"]]])(
  "%j is refused with the option's name",
  (words) => {
    expect(() => readOptions(words)).toThrow(words[0]?.replace("--", "") === "port" ? "is no port" : words[0]);
  },
);
