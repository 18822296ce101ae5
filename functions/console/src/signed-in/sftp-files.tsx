import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useState } from "react";
import type * as z from "zod/mini";
import type { SftpFileLine } from "../../../../shared/contract/sftp-files.ts";
import { moneyInWords } from "../../../../shared/domain/sftp-file.ts";
import { sftpAccounts } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { PagesOfList } from "./pages-of-list.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { accountKey } from "./sftp-accounts.ts";
import { SftpFileDialog } from "./sftp-file-dialog.tsx";
import { countOfClaims, fileSigns, inWords, sizeInWords } from "./sftp-file-words.ts";
import { Status } from "./status.tsx";
import { usePagedList } from "./use-paged-list.ts";

type File = z.output<typeof SftpFileLine>;

/** What the software sent and fetched, newest first, and whether the envelopes were right. */
export function SftpFiles({ accountId }: { accountId: string }) {
  const [openId, setOpenId] = useState<string>();
  const list = usePagedList([...accountKey(accountId), "files"], (cursor) =>
    sftpAccounts.listSftpFiles({ path: { accountId }, query: { limit: 25, cursor } }),
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Accepted means that the envelope is right; what the payer makes of the claims comes later, in its 277CA."
        >
          Files
        </Header>
      }
    >
      <SpaceBetween size="m">
        {list.error !== null && (
          <ProblemAlert thrown={list.error} header="The files could not be loaded" onRetry={list.reload} />
        )}
        {list.isLoading && <Spinner />}
        {!list.isLoading && !list.error && list.items.length === 0 && (
          <Box variant="p">No file yet. The software puts claim files into /inbound.</Box>
        )}
        {list.items.length > 0 && (
          <ul className="events" aria-label="Files">
            {list.items.map((file) => (
              <li key={file.fileId}>
                <FileLine file={file} onOpen={() => setOpenId(file.fileId)} />
              </li>
            ))}
          </ul>
        )}
        <PagesOfList list={list} of="the files" />
      </SpaceBetween>
      {openId && <SftpFileDialog accountId={accountId} fileId={openId} onClose={() => setOpenId(undefined)} />}
    </Container>
  );
}

function FileLine({ file, onOpen }: { file: File; onOpen: () => void }) {
  const { name, at, bytes, direction, outcome, kind, claims, charge, faultCount = 0, from } = file;
  const faults = faultCount === 1 ? ", 1 mistake" : `, ${faultCount.toLocaleString("en-US")} mistakes`;
  return (
    <>
      <span className="breakable">
        <SpaceBetween direction="horizontal" size="xs">
          <strong className="breakable">{name}</strong>
          {kind && <Badge>{kind}</Badge>}
        </SpaceBetween>
        <Status type={fileSigns[outcome]}>
          {inWords(outcome)}
          {faultCount > 0 && faults}
        </Status>
        <Box color="text-body-secondary">
          {direction === "in" ? "Uploaded" : "Fetched"} <Moment at={at} />, {sizeInWords(bytes)}
          {claims !== undefined && `, ${countOfClaims(claims)}`}
          {charge !== undefined && `, ${moneyInWords(charge)}`}
          {from && (
            <>
              , from <span className="nowrap">{from}</span>
            </>
          )}
        </Box>
      </span>
      {(faultCount > 0 || claims !== undefined) && (
        <Button ariaLabel={`Details of ${name}`} onClick={onOpen}>
          Details
        </Button>
      )}
    </>
  );
}
