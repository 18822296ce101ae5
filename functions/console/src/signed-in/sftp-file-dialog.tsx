import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { SftpFileView } from "../../../../shared/contract/sftp-files.ts";
import { moneyInWords } from "../../../../shared/domain/sftp-file.ts";
import { sftpAccounts } from "./calls.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { accountKey } from "./sftp-accounts.ts";
import { countOfClaims, fileSigns, inWords } from "./sftp-file-words.ts";
import { Status } from "./status.tsx";

type File = z.output<typeof SftpFileView>;

interface SftpFileDialogProps {
  readonly accountId: string;
  readonly fileId: string;
  readonly onClose: () => void;
}

/** One file: its interchanges, what was answered, and each mistake with its place. */
export function SftpFileDialog({ accountId, fileId, onClose }: SftpFileDialogProps) {
  const { data, error, refetch } = useQuery({
    queryKey: [...accountKey(accountId), "files", fileId],
    queryFn: () => sftpAccounts.getSftpFile({ path: { accountId, fileId } }),
  });
  return (
    <Modal
      visible
      size="large"
      header={data?.name ?? "File"}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button onClick={onClose}>Close</Button>
        </Box>
      }
    >
      {error && <ProblemAlert thrown={error} header="The file could not be loaded" onRetry={() => void refetch()} />}
      {!error && !data && <Spinner />}
      {data && (
        <SpaceBetween size="l">
          {data.interchanges.map((interchange) => (
            <Interchange
              key={`${interchange.controlNumber} ${interchange.acknowledgement?.name}`}
              interchange={interchange}
            />
          ))}
          {data.faults.length > 0 && <Faults file={data} />}
        </SpaceBetween>
      )}
    </Modal>
  );
}

function Interchange({ interchange }: { interchange: File["interchanges"][number] }) {
  const { sender, receiver, controlNumber, outcome, isTest, claims, charge, acknowledgement } = interchange;
  return (
    <SpaceBetween size="s">
      {isTest && <Alert type="info">It says of itself that it is a test.</Alert>}
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Interchange", value: controlNumber ?? "Not readable" },
          { label: "Result", value: <Status type={fileSigns[outcome]}>{inWords(outcome)}</Status> },
          { label: "Claims", value: `${countOfClaims(claims)}, ${moneyInWords(charge)}` },
          { label: "Sender", value: sender ?? "Not readable" },
          { label: "Receiver", value: receiver ?? "Not readable" },
        ]}
      />
      <KeyValuePairs
        columns={1}
        items={[
          {
            label: "Answer in /outbound",
            value: <span className="breakable">{acknowledgement?.name ?? "None"}</span>,
          },
        ]}
      />
    </SpaceBetween>
  );
}

function Faults({ file: { faults, faultCount = 0 } }: { file: File }) {
  const more = faultCount - faults.length;
  return (
    <div>
      <Box variant="h3">Mistakes</Box>
      <ul>
        {faults.map(({ segment, offset, reason }) => (
          <li key={`${segment} ${offset} ${reason}`}>
            {segment > 0 ? `Segment ${segment} (byte ${offset.toLocaleString("en-US")}): ` : ""}
            {reason}
          </li>
        ))}
        {more > 0 && <li>{`And ${more.toLocaleString("en-US")} more.`}</li>}
      </ul>
    </div>
  );
}
