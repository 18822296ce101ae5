import "@cloudscape-design/global-styles/index.css";
import "./base.css";
import "./theme.css";
import "./app.css";
import messages from "@cloudscape-design/components/i18n/messages/all.en";
import { I18nProvider } from "@cloudscape-design/components/i18n/provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { problemOf } from "./api/problem-error.ts";
import { followAppearance } from "./appearance.ts";
import { basePath, pageShownNow } from "./base-address.ts";
import { takeLinkToken } from "./link-token.ts";
import { listsThatFollow } from "./signed-in/lists-that-follow.ts";
import { NoticesProvider } from "./signed-in/notices.tsx";
import { Pages } from "./signed-in/pages.tsx";
import { SessionGate } from "./signed-in/session.tsx";
import { Shell } from "./signed-in/shell.tsx";

/** Nothing is asked for in the background: that would keep an idle session alive. */
const queries: QueryClient = new QueryClient({
  mutationCache: listsThatFollow(() => queries),
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      staleTime: 15_000,
      retry: (failures, thrown) => failures < 2 && [0, 503].includes(problemOf(thrown).status),
    },
  },
});

followAppearance();
// Who has to sign in first comes back without what stands after the #.
if (pageShownNow() === "/me/email") takeLinkToken("email");
// A page that the browser kept and shows again by Back asks who is signed in before it shows anything.
window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload());
const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <I18nProvider locale="en" messages={[messages]}>
    <QueryClientProvider client={queries}>
      <Router base={basePath}>
        <SessionGate>
          <NoticesProvider>
            <Shell>
              <Pages />
            </Shell>
          </NoticesProvider>
        </SessionGate>
      </Router>
    </QueryClientProvider>
  </I18nProvider>,
);
