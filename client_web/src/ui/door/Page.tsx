/** The frame of the pages before a meeting. */
import type { ComponentChildren } from "preact";
import { welcomed } from "../../door/browsers";
import type { Preferences } from "../../state/preferences";
import { useText } from "../text";
import { Header } from "../views/Header";
import { LanguageSelect } from "../views/PreferencesDialog";

export interface Ambience {
  readonly preferences: Preferences;
  /** What the browser says it is. */
  readonly userAgent: string;
}

export function Page({ ambience, children }: { readonly ambience: Ambience; readonly children: ComponentChildren }) {
  const t = useText();
  return (
    <div class="page">
      <Header>
        <nav class="door-links" aria-label={t("door-links")}>
          <a href="/guide/">{t("door-guide")}</a>
          <a href="/check">{t("door-check")}</a>
        </nav>
        <LanguageSelect preferences={ambience.preferences} hideLabel />
      </Header>
      {!welcomed(ambience.userAgent) && (
        <p class="banner banner-warn" role="note" data-testid="browser-warning">
          {t("door-browser")}
        </p>
      )}
      {children}
      <footer class="page-footer">
        <p>{t("footer")}</p>
      </footer>
    </div>
  );
}
