import type { Theme } from "@cloudscape-design/components/theming";

const accent = {
  default: { light: "#0f6b66", dark: "#63d2c7" },
  strong: { light: "#0a4f4b", dark: "#8fe4db" },
  soft: { light: "#e1f1ef", dark: "#17383a" },
  /** Under words in every colour of a status, each of which must keep its contrast of 4.5. */
  faint: { light: "#eef8f7", dark: "#17383a" },
  on: { light: "#ffffff", dark: "#06201e" },
} as const;
const ground = { light: "#f3f6f6", dark: "#0d1719" } as const;
const surface = { light: "#ffffff", dark: "#142225" } as const;
const raised = { light: "#ffffff", dark: "#1a2b2f" } as const;
const line = { light: "#d3dcdc", dark: "#2c3f42" } as const;
const systemFont =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif' as const;

/**
 * Our clothes over Cloudscape's tokens. The strict content security policy refuses the style element that `applyTheme`
 * makes, so the style sheet is written beforehand: `src/theme.css`, which a test holds equal to this table
 * (`vitest run test/functions/console/theme.test.ts -u` writes it anew).
 */
export const theme: Theme = {
  tokens: {
    fontFamilyBase: systemFont,
    fontFamilyHeading: systemFont,
    fontFamilyDisplay: systemFont,
    fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
    borderRadiusButton: "8px",
    borderRadiusInput: "8px",
    borderRadiusContainer: "12px",
    borderRadiusAlert: "10px",
    borderRadiusFlashbar: "10px",
    borderRadiusDropdown: "10px",
    borderRadiusItem: "8px",
    borderRadiusBadge: "6px",
    colorBackgroundLayoutMain: ground,
    colorBackgroundContainerContent: surface,
    colorBackgroundContainerHeader: surface,
    colorBackgroundInputDefault: surface,
    colorBackgroundDropdownItemDefault: raised,
    colorBackgroundPopover: raised,
    colorBackgroundLayoutPanel: surface,
    colorBorderDividerDefault: line,
    colorBorderDividerSecondary: line,
    colorBackgroundButtonPrimaryDefault: accent.default,
    colorBackgroundButtonPrimaryHover: accent.strong,
    colorBackgroundButtonPrimaryActive: accent.strong,
    colorTextButtonPrimaryDefault: accent.on,
    colorTextButtonPrimaryHover: accent.on,
    colorTextButtonPrimaryActive: accent.on,
    colorBorderButtonNormalDefault: accent.default,
    colorBorderButtonNormalHover: accent.strong,
    colorBorderButtonNormalActive: accent.strong,
    colorTextButtonNormalDefault: accent.default,
    colorTextButtonNormalHover: accent.strong,
    colorTextButtonNormalActive: accent.strong,
    colorBackgroundButtonNormalHover: accent.soft,
    colorBackgroundButtonNormalActive: accent.soft,
    colorTextLinkButtonNormalDefault: accent.default,
    colorTextLinkButtonNormalHover: accent.strong,
    colorTextLinkDefault: accent.default,
    colorTextLinkHover: accent.strong,
    colorTextAccent: accent.default,
    colorBorderItemFocused: accent.default,
    colorBorderItemSelected: accent.default,
    colorBackgroundItemSelected: accent.faint,
    colorBorderInputFocused: accent.default,
    colorBackgroundControlChecked: accent.default,
    colorBackgroundLayoutToggleSelectedDefault: accent.default,
    colorBackgroundLayoutToggleSelectedHover: accent.strong,
    colorTextBreadcrumbCurrent: { light: "#4a5b5c", dark: "#a9bcbc" },
  },
  contexts: {
    "top-navigation": {
      tokens: {
        colorBackgroundContainerContent: { light: "#0b3f3c", dark: "#0a1f21" },
        colorBorderDividerDefault: { light: "#0b3f3c", dark: "#2c3f42" },
        colorTextTopNavigationTitle: "#ffffff",
        colorTextInteractiveDefault: "#d9eeeb",
        colorTextInteractiveHover: "#ffffff",
        colorTextInteractiveActive: "#ffffff",
        colorTextAccent: "#8fe4db",
        colorBorderItemFocused: "#8fe4db",
      },
    },
  },
};
