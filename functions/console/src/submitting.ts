import type { FormEvent } from "react";

/** A form's submission without the browser's own: that would load the page anew. */
export const submitting = (act: () => void) => (event: FormEvent) => {
  event.preventDefault();
  act();
};
