import { type KeyboardEvent, type ReactNode, useState } from "react";
import { Field } from "./field.tsx";

interface PasswordFieldProps {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly autoComplete: "current-password" | "new-password";
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly describedBy?: string;
}

/** A password that can be shown, with a word about Caps Lock and about a blank at its end. Pasting works. */
export function PasswordField({ value, onText, autoComplete, error, hint, describedBy }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  const [isCapsLockOn, setIsCapsLockOn] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setIsCapsLockOn(event.getModifierState("CapsLock"));
  return (
    <div>
      <Field label="Password" hint={hint} error={error}>
        {(tied) => (
          <div className="with-button">
            <input
              {...tied}
              aria-describedby={[tied["aria-describedby"], describedBy].filter(Boolean).join(" ") || undefined}
              type={isShown ? "text" : "password"}
              name="password"
              value={value}
              autoComplete={autoComplete}
              autoCapitalize="none"
              spellCheck={false}
              maxLength={256}
              onChange={(event) => onText(event.currentTarget.value)}
              onKeyDown={watchCapsLock}
              onKeyUp={watchCapsLock}
              onBlur={() => setIsCapsLockOn(false)}
            />
            <button type="button" className="inline" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
              {isShown ? "Hide" : "Show"}
              <span className="only-read"> password</span>
            </button>
          </div>
        )}
      </Field>
      <div className="notes" aria-live="polite">
        {isCapsLockOn && <p>Caps Lock is on.</p>}
        {/\s$/.test(value) && <p>The password ends in a blank. Passwords are taken exactly as typed.</p>}
      </div>
    </div>
  );
}
