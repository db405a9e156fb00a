/** Signals: slow down, help, sound that cannot be interpreted, and that the floor is spoken in the booth's language. */
import type { Endpoint } from "../../../endpoint/endpoint";
import type { HelpKind } from "../../../protocol/messages";
import { useText } from "../../text";
import { Key, KeyGroup } from "./Key";

const CALLS: readonly HelpKind[] = ["technician", "chair", "cannotHear"];

export function Acts({ endpoint }: { endpoint: Endpoint }) {
  const t = useText();
  const { booth, meeting, interpretation } = endpoint;
  const waitS = Math.ceil(booth.slowDownAgainAt.value - meeting.localNow.value);
  const unfit = (interpretation.booth.value?.unfitSince ?? null) !== null;
  return (
    <KeyGroup class="console-acts" label={t("booth-signals")}>
      <Key
        act="slowDown"
        disabled={waitS > 0}
        detail={waitS > 0 ? t("slow-down-sent") : undefined}
        testid="slow-down"
        onPress={() => booth.slowDown()}
      >
        {t("slow-down")}
      </Key>
      {CALLS.map((kind) => (
        <Call key={kind} endpoint={endpoint} kind={kind} />
      ))}
      <Key
        act="unfit"
        pressed={unfit}
        tone={unfit ? "warn" : undefined}
        detail={unfit ? t("unfit-since") : undefined}
        testid="unfit"
        onPress={() => void booth.toggleUnfit()}
      >
        {t("sound-unfit")}
      </Key>
      <Key act="direct" pressed={booth.direct} testid="direct" onPress={() => void booth.toggleDirect()}>
        {t("direct")}
      </Key>
    </KeyGroup>
  );
}

function Call({ endpoint, kind }: { endpoint: Endpoint; kind: HelpKind }) {
  const t = useText();
  const call = endpoint.booth.ownCall(kind);
  const state = call === null ? "none" : call.answeredBy === null ? "called" : "answered";
  return (
    <Key
      act={kind}
      pressed={call !== null}
      tone={call ? "warn" : undefined}
      detail={call ? t("call-state", { state }) : undefined}
      testid={`call-${kind}`}
      onPress={() => void endpoint.booth.toggleCall(kind)}
    >
      {t("call-help", { kind })}
    </Key>
  );
}
