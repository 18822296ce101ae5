import "./base.css";
import "./auth.css";
import "./controls.css";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { Redirect, Route, Router, Switch } from "wouter";
import { followAppearance } from "./appearance.ts";
import { basePath } from "./base-address.ts";
import { ChoicePage } from "./signed-out/choice-page.tsx";
import { ForgotPage } from "./signed-out/forgot-page.tsx";
import { NewPasswordPage } from "./signed-out/new-password-page.tsx";
import { OutsideHoursPage } from "./signed-out/outside-hours-page.tsx";
import { RegistrationPage } from "./signed-out/registration-page.tsx";
import { ResetPage } from "./signed-out/reset-page.tsx";
import { SecondStepPage } from "./signed-out/second-step-page.tsx";
import { SecretLinkPage } from "./signed-out/secret-link-page.tsx";
import { SetUpPage } from "./signed-out/set-up-page.tsx";
import { SignInPage } from "./signed-out/sign-in-page.tsx";
import { SignUpPage } from "./signed-out/sign-up-page.tsx";
import { SignedOutPage } from "./signed-out/signed-out-page.tsx";
import { WrongApplicationPage } from "./signed-out/wrong-application-page.tsx";

/** The pages that need no session: a small bundle of its own, built from the browser's own controls. */
const pages: Readonly<Record<string, ReactNode>> = {
  "/signin": <SignInPage />,
  "/signin/code": <SecondStepPage />,
  "/signin/setup-2step": <SetUpPage />,
  "/signin/choice": <ChoicePage />,
  "/signin/wrong-application": <WrongApplicationPage />,
  "/signin/new-password": <NewPasswordPage />,
  "/forgot": <ForgotPage />,
  "/reset": <ResetPage />,
  "/signup": <SignUpPage />,
  "/invite": <RegistrationPage />,
  "/s": <SecretLinkPage />,
  "/signed-out": <SignedOutPage />,
  "/outside-hours": <OutsideHoursPage />,
};

followAppearance();
const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <Router base={basePath}>
    <Switch>
      {Object.entries(pages).map(([path, page]) => (
        <Route key={path} path={path}>
          {page}
        </Route>
      ))}
      <Route>
        <Redirect to="/signin" />
      </Route>
    </Switch>
  </Router>,
);
