import type { Permission } from "../../../../shared/domain/permission.ts";

/** The pages that the side navigation offers, with the permission that each needs, or that the person has to do with the glass or EPCS. */
export const sections = [
  {
    title: "People",
    pages: [
      { title: "Users", path: "/users", needs: "users:read" },
      { title: "Departments", path: "/departments", needs: "practice:read" },
      { title: "Sites", path: "/sites", needs: "practice:read" },
      { title: "Invitations", path: "/invitations", needs: "users:read" },
    ],
  },
  {
    title: "Connections",
    pages: [{ title: "SFTP accounts", path: "/sftp", needs: "sftp:read" }],
  },
  {
    title: "Security",
    pages: [
      { title: "Audit log", path: "/audit", needs: "audit:read" },
      { title: "Emergency access", path: "/emergency", needs: "break-glass" },
      { title: "EPCS", path: "/epcs", needs: "epcs" },
      { title: "Security settings", path: "/security", needs: "practice:read" },
    ],
  },
  {
    title: "Billing",
    pages: [
      { title: "Plans and seats", path: "/billing", needs: "plans:buy" },
      { title: "Invoices", path: "/billing/invoices", needs: "plans:buy" },
    ],
  },
  {
    title: "Operations",
    pages: [
      { title: "SFTP requests", path: "/operations/sftp-requests", needs: "operator:sftp-requests" },
      { title: "Practices", path: "/operations/practices", needs: "operator:practices" },
      { title: "Undeliverable addresses", path: "/operations/suppressed-addresses", needs: "operator:suppression" },
    ],
  },
  {
    title: "Settings",
    pages: [
      { title: "Practice", path: "/practice", needs: "practice:read" },
      { title: "My profile", path: "/me", needs: "profile:own" },
    ],
  },
] as const satisfies readonly {
  title: string;
  pages: readonly { title: string; path: `/${string}`; needs: Permission | "break-glass" | "epcs" }[];
}[];
