import { basePath } from "./base-address.ts";

/** What the tabs of one browser tell each other, so that they stay in step. */
export type TabNews = "signed-in" | "signed-out" | "timed-out" | "active" | "renewed";

const channel = new BroadcastChannel(`gatehouse${basePath}`);

export const tellOtherTabs = (news: TabNews): void => channel.postMessage(news);

/** @returns how to stop listening */
export function onNewsFromOtherTabs(listen: (news: TabNews) => void): () => void {
  const hear = (event: MessageEvent<TabNews>) => listen(event.data);
  channel.addEventListener("message", hear);
  return () => channel.removeEventListener("message", hear);
}
