/** The network: where the test stands, and its figures. */
import { useEffect, useState } from "preact/hooks";
import type { NetworkPhase } from "../../media/arrival";
import type { NetworkFigures, PathName } from "../../protocol/arrival";
import { RequestError } from "../../protocol/session";
import type { Arrival } from "../../state/arrival";
import { Button } from "../kit/Button";
import { useCatalog } from "../text";
import type { StepProps } from "./step";

const PATHS: readonly PathName[] = ["udp", "tcp", "relay"];

export function NetworkStep({ engine, arrival }: StepProps & { arrival: Arrival }) {
  const { t, language } = useCatalog();
  const [phase, setPhase] = useState<NetworkPhase | null>(null);
  const { network } = engine;
  useEffect(() => () => network.cancel(), [network]);
  const run = async () => {
    setPhase({ name: "reaching" });
    try {
      const { figures, verdict, reasons } = await network.run(arrival.role, setPhase);
      arrival.foundNetwork(figures, verdict, reasons);
    } catch (error) {
      const busy = error instanceof RequestError && ["busy", "tooFast"].includes(error.code);
      arrival.foundNetwork(null, null, [busy ? "testBusy" : "testUnavailable"]);
    }
    setPhase(null);
  };
  const share = phase?.name === "down" || phase?.name === "up" ? phase.share : null;
  const rate = phase?.name === "down" || phase?.name === "up" ? phase.bps : 0;
  const position = phase?.name === "waiting" ? phase.position : 0;
  return (
    <>
      <Button
        variant="primary"
        icon="signalGood"
        busy={phase !== null}
        onClick={() => void run()}
        testid="arrival-network"
      >
        {t("arrival-network")}
      </Button>
      <p role="status" data-testid="arrival-phase" data-phase={phase?.name ?? ""}>
        {phase && t("arrival-phase", { phase: phase.name, position, rate: megabits(rate, language.value) })}
      </p>
      {phase && (
        <progress class="arrival-progress" max={1} value={share ?? undefined} aria-label={t("arrival-network")} />
      )}
    </>
  );
}

function megabits(bps: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bps / 1_000_000);
}

export function NetworkTable({ figures }: { figures: NetworkFigures }) {
  const { t, language } = useCatalog();
  const tag = language.value;
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const rows: [string, string | null][] = [
    [t("arrival-down"), figures.downBps === null ? null : t("arrival-rate", { rate: megabits(figures.downBps, tag) })],
    [
      t("arrival-up"),
      figures.upBps === null
        ? null
        : t("arrival-rate", { rate: `${figures.upRising ? "≥ " : ""}${megabits(figures.upBps, tag)}` }),
    ],
    [t("arrival-loss-down"), figures.downLoss === null ? null : percent.format(figures.downLoss)],
    [t("arrival-loss-up"), figures.upLoss === null ? null : percent.format(figures.upLoss)],
    [
      t("arrival-jitter"),
      figures.jitterMs === null ? null : t("arrival-ms", { value: whole.format(figures.jitterMs) }),
    ],
    [
      t("arrival-round-trip"),
      figures.roundTripMs === null ? null : t("arrival-ms", { value: whole.format(figures.roundTripMs) }),
    ],
  ];
  for (const path of PATHS) {
    const outcome = figures.paths[path] ?? "none";
    if (outcome !== "none") rows.push([t("arrival-path", { path }), t("arrival-path-outcome", { outcome })]);
  }
  return (
    <table class="arrival-figures" data-testid="arrival-figures">
      <caption>{t("arrival-figures")}</caption>
      <tbody>
        {rows.map(([name, value]) =>
          value === null ? null : (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
