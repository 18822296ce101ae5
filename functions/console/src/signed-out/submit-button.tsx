/** The one button that sends a form. While it is busy it stays focusable and says what it does. */
export function SubmitButton({ text, busyText, isBusy }: { text: string; busyText: string; isBusy: boolean }) {
  return (
    <button type="submit" className="primary" aria-disabled={isBusy}>
      {isBusy ? busyText : text}
    </button>
  );
}
