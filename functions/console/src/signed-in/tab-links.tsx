import { PageLink } from "./page-link.tsx";

interface TabLinksProps {
  /** What the parts are of, for who hears the page. */
  readonly label: string;
  readonly links: readonly { readonly title: string; readonly to: string; readonly isShown: boolean }[];
}

/** The parts of a page that has several, each an address that can be kept and shared. */
export function TabLinks({ label, links }: TabLinksProps) {
  return (
    <nav aria-label={label}>
      <ul className="tabs">
        {links.map(({ title, to, isShown }) => (
          <li key={to} className={isShown ? "shown" : undefined}>
            {isShown ? <span aria-current="page">{title}</span> : <PageLink to={to}>{title}</PageLink>}
          </li>
        ))}
      </ul>
    </nav>
  );
}
