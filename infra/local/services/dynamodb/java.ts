import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { KnownFault } from "../../known-fault.ts";

const packageName = "default-jdk-headless";

/** Looked up, not run: starting a JVM to ask for its version costs a second on a busy machine. */
function isOnPath(command: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
}

const jdkIsThere = (): boolean => isOnPath("javac") && isOnPath("java");

/**
 * Makes sure that a JDK is there: DynamoDB Local needs java, its loopback launcher javac. As root it is installed.
 * @param say is told in one line what is being installed
 * @throws KnownFault saying what to install
 */
export function needJdk(say: (line: string) => void): void {
  if (jdkIsThere()) return;
  if (process.getuid?.() === 0 && isOnPath("apt-get")) {
    say(`installing ${packageName} with apt-get: DynamoDB Local needs a JDK`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const install = () => spawnSync("apt-get", ["install", "-y", "-q", packageName], { stdio: "ignore", env });
    if (install().status !== 0) {
      spawnSync("apt-get", ["update", "-q"], { stdio: "ignore", env });
      install();
    }
    if (jdkIsThere()) return;
  }
  throw new KnownFault(`DynamoDB Local needs a JDK (java and javac), which is missing: apt-get install ${packageName}`);
}
