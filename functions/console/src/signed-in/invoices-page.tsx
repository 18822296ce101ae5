import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { InvoiceView } from "../../../../shared/contract/billing.ts";
import { useIntention } from "../intention.ts";
import { billing } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { Page } from "./page.tsx";
import { moneyInWords } from "./plan-words.ts";
import { ProblemAlert } from "./problem-alert.tsx";

type Invoice = z.output<typeof InvoiceView>;
const states = { paid: "Paid", open: "Open", void: "Void" } as const;

/** What the caller owes and owed. */
export function InvoicesPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ["billing", "invoices"],
    queryFn: () => billing.listInvoices(),
  });
  return (
    <Page title="Invoices" description="For all that you pay for, newest first.">
      <Container>
        {error && (
          <ProblemAlert thrown={error} header="The invoices could not be loaded" onRetry={() => void refetch()} />
        )}
        {!error && !data && <Spinner />}
        {data?.invoices.length === 0 && <Box variant="p">No invoice yet.</Box>}
        {data && data.invoices.length > 0 && (
          <ul className="events" aria-label="Invoices">
            {data.invoices.map((invoice) => (
              <li key={invoice.invoiceId}>
                <InvoiceLine invoice={invoice} />
              </li>
            ))}
          </ul>
        )}
      </Container>
    </Page>
  );
}

function InvoiceLine({ invoice }: { invoice: Invoice }) {
  const { invoiceId, number, page, at, state } = invoice;
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const path = { invoiceId };
  const pay = useMutation({
    mutationFn: () => billing.payInvoice({ path, body: {}, intention: intention.keyFor(["pay", invoiceId]) }),
    onSuccess: () => tell(`Invoice ${number} is paid`),
    onError: (thrown) => complain(`Invoice ${number} was not paid`, thrown),
    onSettled: () => queries.invalidateQueries({ queryKey: ["billing", "invoices"] }),
  });
  const mail = useMutation({
    mutationFn: () => billing.mailInvoice({ path, body: {}, intention: intention.keyFor(["mail", invoiceId]) }),
    onSuccess: () => {
      intention.fulfil();
      tell(`Invoice ${number} is on its way to you`);
    },
    onError: (thrown) => complain(`Invoice ${number} was not mailed`, thrown),
  });
  return (
    <>
      <span className="breakable">
        {page ? (
          <Link href={page} external externalIconAriaLabel="Opens at the payment provider">
            {number}
          </Link>
        ) : (
          number
        )}{" "}
        {moneyInWords(invoice)}, {states[state].toLowerCase()}, <Moment at={at} />
      </span>
      <SpaceBetween size="xs" direction="horizontal">
        {state === "open" && (
          <Button
            variant="primary"
            ariaLabel={`Pay invoice ${number}`}
            loading={pay.isPending}
            onClick={() => pay.mutate()}
          >
            Pay
          </Button>
        )}
        <Button ariaLabel={`Mail it to me: invoice ${number}`} loading={mail.isPending} onClick={() => mail.mutate()}>
          Mail it to me
        </Button>
      </SpaceBetween>
    </>
  );
}
