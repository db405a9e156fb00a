/** When something is: on the reader's clock, and on the venue's where that shows something else. */
import { moment, range, sameClock, zoneName } from "../../door/times";
import { useCatalog } from "../text";

export function When(props: { readonly from: number; readonly to: number; readonly zone: string }) {
  const { t, language } = useCatalog();
  const { from, to, zone } = props;
  const tag = language.value;
  return (
    <p class="when">
      <time dateTime={iso(from)}>{range("both", from, to, tag)}</time>
      {!sameClock(from, zone) && (
        <span class="hint">
          {t("door-venue-time", { time: range("both", from, to, tag, zone), zone: zoneName(from, tag, zone) })}
        </span>
      )}
    </p>
  );
}

/** A single moment. */
export function At(props: { readonly at: number; readonly zone: string }) {
  const { t, language } = useCatalog();
  const { at, zone } = props;
  const tag = language.value;
  return (
    <span class="when">
      <time dateTime={iso(at)}>{moment("both", at, tag)}</time>
      {!sameClock(at, zone) && (
        <span class="hint">
          {t("door-venue-time", { time: moment("both", at, tag, zone), zone: zoneName(at, tag, zone) })}
        </span>
      )}
    </span>
  );
}

function iso(at: number): string {
  return new Date(at * 1000).toISOString();
}
