import { App, Tags } from "aws-cdk-lib";
import { checkWithNag } from "./nag.ts";
import { ApiStack } from "./stacks/api-stack.ts";
import { AuditArchiveStack } from "./stacks/audit-archive-stack.ts";
import { CaretakerStack } from "./stacks/caretaker-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { DirectoryStack } from "./stacks/directory-stack.ts";
import { EpcsStack } from "./stacks/epcs-stack.ts";
import { IdentityStack } from "./stacks/identity-stack.ts";
import { MailStack } from "./stacks/mail-stack.ts";
import { ObservabilityStack } from "./stacks/observability-stack.ts";
import { SftpStack } from "./stacks/sftp-stack.ts";
import { type Stage, stageFor } from "./stages.ts";

/** Puts the stacks of a stage into the app, left to right: each refers only to those before it. */
export function addStacks(app: App, stage: Stage) {
  // Said aloud, so that CDK does not warn: an export stays while another stack imports it.
  app.node.setContext("@aws-cdk/core:defaultCrossStackReferences", "strong");
  const name = (stack: string) => `Gatehouse-${stage.name}-${stack}`;
  const data = new DataStack(app, name("data"), { stage });
  const directory = new DirectoryStack(app, name("directory"), { stage, data });
  const caretaker = new CaretakerStack(app, name("caretaker"), { stage, data });
  const epcs = new EpcsStack(app, name("epcs"), { stage, data });
  const mail = new MailStack(app, name("mail"), { stage, data });
  const identity = new IdentityStack(app, name("identity"), { stage, data });
  const api = new ApiStack(app, name("api"), { stage, data, identity });
  const sftp = stage.sftp === "on" ? new SftpStack(app, name("sftp"), { stage, data }) : undefined;
  const archive = new AuditArchiveStack(app, name("audit-archive"), { stage, data });
  const observability = new ObservabilityStack(app, name("observability"), {
    data,
    directory,
    caretaker,
    epcs,
    mail,
    identity,
    api,
    sftp,
  });
  const stacks = { data, directory, caretaker, epcs, mail, identity, api, sftp, archive, observability };
  for (const stack of Object.values(stacks)) {
    if (!stack) continue;
    stack.terminationProtection = stage.isProtected;
    Tags.of(stack).add("gatehouse:stage", stage.name);
  }
  checkWithNag(app);
  return stacks;
}

if (import.meta.main) {
  const app = new App();
  const stage = stageFor({
    stage: app.node.tryGetContext("stage"),
    mailDomain: app.node.tryGetContext("mailDomain"),
    payments: app.node.tryGetContext("payments"),
    sftp: app.node.tryGetContext("sftp"),
    sftpApproval: app.node.tryGetContext("sftpApproval"),
  });
  addStacks(app, stage);
  app.synth();
}
