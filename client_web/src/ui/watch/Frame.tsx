/** What every page of the webcast has around it. */
import type { ComponentChildren } from "preact";
import { endonym } from "../../i18n/names";
import type { Preferences } from "../../state/preferences";
import { type UiLanguage, uiLanguages } from "../../state/preferences";
import { Select } from "../kit/Field";
import { useText } from "../text";

export function Frame(props: { readonly preferences: Preferences; readonly children: ComponentChildren }) {
  const t = useText();
  const { language } = props.preferences;
  return (
    <>
      <header class="watch-header">
        <a class="watch-home" href="/">
          Hemicycle
        </a>
        <nav aria-label={t("watch-pages")}>
          <a href="/recordings">{t("watch-recordings")}</a>
          <a href={`/guide/${language.value}/webcast`}>{t("watch-help")}</a>
        </nav>
        <Select
          label={t("page-language")}
          hideLabel
          value={language.value}
          options={uiLanguages.map((tag) => ({ value: tag, text: endonym(tag), language: tag }))}
          testid="page-language"
          onChange={(tag) => {
            language.value = tag as UiLanguage;
          }}
        />
      </header>
      {props.children}
    </>
  );
}

export function Fault({ code }: { readonly code: string }) {
  const t = useText();
  return (
    <p class="empty" role="alert" data-testid="watch-fault">
      {code === "offline" ? t("error-offline") : t("watch-gone")}
    </p>
  );
}
