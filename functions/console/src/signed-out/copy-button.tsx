import { useState } from "react";

const said = { copied: "Copied", refused: "Not copied: select it" } as const;

/** Copies a text, and says whether the browser let it. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState<keyof typeof said>();
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  };
  return (
    <>
      <button type="button" className="copy" onClick={copy}>
        Copy<span className="only-read"> {what.toLowerCase()}</span>
      </button>
      <span role="status" className="small">
        {outcome && said[outcome]}
      </span>
    </>
  );
}
