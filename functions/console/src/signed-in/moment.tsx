import { useSession } from "./session.tsx";

const steps = [
  { unit: "d", seconds: 86_400 },
  { unit: "h", seconds: 3600 },
  { unit: "min", seconds: 60 },
] as const;

/** "3 h ago", "in 2 d". */
export function relativeTime(instant: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const step = steps.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  if (!step) return "just now";
  const amount = `${Math.trunc(Math.abs(seconds) / step.seconds)} ${step.unit}`;
  return seconds < 0 ? `${amount} ago` : `in ${amount}`;
}

/** Date and time in the practice's zone, with the zone's name. */
export function absoluteTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-US", { ...shortForm, timeZone, timeZoneName: "short" }).format(new Date(instant));
}
const shortForm = { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" } as const;

/** The hour and minute in the practice's zone. */
export function clockTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone }).format(new Date(instant));
}

interface MomentProps {
  readonly at: string | undefined;
  /** Shown when there is no such moment. */
  readonly otherwise?: string;
  readonly isRelative?: boolean;
}

/** A moment: relative with the exact time as its title, or exact. */
export function Moment({ at, otherwise = "Never", isRelative = false }: MomentProps) {
  const { timeZone } = useSession();
  if (!at) return <>{otherwise}</>;
  const exact = absoluteTime(at, timeZone);
  return (
    <time dateTime={at} title={exact}>
      {isRelative ? relativeTime(at) : exact}
    </time>
  );
}
