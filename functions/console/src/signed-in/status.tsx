import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

/** A sign and what it says. Cloudscape's own breaks lines in the middle of words; this one between them, where it can. */
export function Status({ children, ...sign }: StatusIndicatorProps) {
  return (
    <StatusIndicator {...sign}>
      <span className="words">{children}</span>
    </StatusIndicator>
  );
}
