import { createContext, type ReactNode, useContext, useEffect } from "react";

type ShowPanel = (panel: ReactNode) => void;
/** Where a page puts what is shown beside it; the shell's layout draws it. */
export const SidePanelContext = createContext<ShowPanel>(() => undefined);

/** Shows `panel` beside the page as long as the page is there. */
export function useSidePanel(panel: ReactNode): void {
  const show = useContext(SidePanelContext);
  useEffect(() => show(panel), [show, panel]);
  useEffect(() => () => show(undefined), [show]);
}
