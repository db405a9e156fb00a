/** The page's address and what another page needs to show the player. */
import { useText } from "../text";

export function Share(props: {
  readonly site: string;
  readonly page: string;
  readonly embed: string;
  readonly title: string;
}) {
  const t = useText();
  const quoted = props.title.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const code = `<iframe src="${props.site}${props.embed}" title="${quoted}" width="640" height="440" allow="fullscreen; picture-in-picture" loading="lazy"></iframe>`;
  return (
    <details class="watch-share" data-testid="share">
      <summary>{t("watch-share")}</summary>
      <label>
        {t("watch-address")}
        <input readOnly dir="ltr" value={props.site + props.page} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <label>
        {t("watch-embed")}
        <textarea
          readOnly
          dir="ltr"
          rows={3}
          data-testid="embed-code"
          onFocus={(event) => event.currentTarget.select()}
        >
          {code}
        </textarea>
      </label>
    </details>
  );
}
