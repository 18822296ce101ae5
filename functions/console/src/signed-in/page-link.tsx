import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Link, { type LinkProps } from "@cloudscape-design/components/link";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { hrefOf } from "../base-address.ts";

interface Following {
  readonly preventDefault: () => void;
}

/** The address of a page for Cloudscape's controls, and a click that does not load the document anew. */
export function usePageHref(page: string): { href: string; onFollow: (event: Following) => void } {
  const [, navigate] = useLocation();
  return {
    href: hrefOf(page),
    onFollow: (event) => {
      event.preventDefault();
      navigate(page);
    },
  };
}

/** A link to a page of this application. */
export function PageLink({ to, children, ...props }: { to: string; children: ReactNode } & Omit<LinkProps, "href">) {
  return (
    <Link {...props} {...usePageHref(to)}>
      {children}
    </Link>
  );
}

/** The same as a button. */
export function PageButton({
  to,
  children,
  ...props
}: { to: string; children: ReactNode } & Omit<ButtonProps, "href">) {
  return (
    <Button {...props} {...usePageHref(to)}>
      {children}
    </Button>
  );
}
