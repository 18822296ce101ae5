import { useLocation } from "wouter";
import { installationHelp } from "./installation-help.ts";
import { PracticeHelp } from "./practice-help.tsx";

/** Where to find help, in the same place on every signed-out page. Source: PRODUCT.md A15, WCAG 3.2.6. */
export function Help() {
  const [location] = useLocation();
  // Who follows a mailed link to a password may be of no practice here.
  const isByLink = location === "/s";
  const { phone, hours, mail, chat } = installationHelp();
  return (
    <section className="help" aria-labelledby="help-title">
      <h2 id="help-title">Need help?</h2>
      <ul>
        {phone && (
          <li>
            Call <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>
            {hours && `, ${hours}`}
          </li>
        )}
        {mail && (
          <li>
            Write to <a href={`mailto:${mail}`}>{mail}</a>
          </li>
        )}
        {chat && (
          <li>
            <a href={chat} rel="noreferrer">
              Chat with support
            </a>
          </li>
        )}
        <li>
          {isByLink
            ? "Ask whoever had the link sent to you for another one."
            : "Ask the user manager of your practice: he sends invitations again, unlocks, and resets a lost 2-step."}
        </li>
      </ul>
      <PracticeHelp />
      <p>
        Give {!isByLink && "your username and "}the error id, <strong>never your password</strong> or a code.
      </p>
    </section>
  );
}
