/** What each key does. */
import type { Signal } from "@preact/signals-core";
import type { Endpoint } from "../../../endpoint/endpoint";
import { TONE_DB } from "../../../state/booth_preferences";
import { FLOOR } from "../../../state/interpretation";
import type { Preferences } from "../../../state/preferences";
import type { BoothActs } from "./keys";

const VOLUME_STEP = 0.05;
const TONE_STEP_DB = 2;

export function boothActs(endpoint: Endpoint, preferences: Preferences, takeOver: () => void): BoothActs {
  const { booth, desk, interpretation } = endpoint;
  const kept = preferences.booth;
  const relay = (index: number) => () => {
    const channel = booth.relayKeys()[index];
    if (channel) booth.listen(channel);
  };
  const store = (index: number) => () => {
    const channel = interpretation.channel.value;
    if (channel !== FLOOR) kept.setRelayKey(index, channel);
  };
  return {
    microphone: () => void toggleDesk(endpoint),
    mute: (down) => void desk.pushToMute(down),
    talk: (down) => void desk.talk(down),
    floor: () => booth.listen(FLOOR),
    relay: () => booth.toggleRelay(),
    ...{ relay1: relay(0), relay2: relay(1), relay3: relay(2) },
    ...{ store1: store(0), store2: store(1), store3: store(2) },
    louder: () => step(kept.volume, VOLUME_STEP, 0, 1),
    quieter: () => step(kept.volume, -VOLUME_STEP, 0, 1),
    mateLouder: () => step(kept.secondVolume, VOLUME_STEP, 0, 1),
    mateQuieter: () => step(kept.secondVolume, -VOLUME_STEP, 0, 1),
    bassUp: () => step(kept.bassDb, TONE_STEP_DB, -TONE_DB, TONE_DB),
    bassDown: () => step(kept.bassDb, -TONE_STEP_DB, -TONE_DB, TONE_DB),
    trebleUp: () => step(kept.trebleDb, TONE_STEP_DB, -TONE_DB, TONE_DB),
    trebleDown: () => step(kept.trebleDb, -TONE_STEP_DB, -TONE_DB, TONE_DB),
    outgoingA: () => booth.selectA(),
    outgoingB: () => booth.selectB(outgoingB(endpoint, preferences)),
    offer: () => void booth.offer(),
    ask: () => void booth.askFor(),
    accept: () => void booth.answer(true),
    decline: () => void booth.answer(false),
    cancel: () => void booth.cancel(),
    takeOver,
    slowDown: () => booth.slowDown(),
    technician: () => void booth.toggleCall("technician"),
    chair: () => void booth.toggleCall("chair"),
    cannotHear: () => void booth.toggleCall("cannotHear"),
    unfit: () => void booth.toggleUnfit(),
    direct: () => void booth.toggleDirect(),
    acknowledge: () => booth.alarms.acknowledge(),
    glossary: () => {
      endpoint.panel.value = "glossary";
      booth.findTerm.value += 1;
    },
  };
}

export function toggleDesk(endpoint: Endpoint): Promise<void> {
  const { desk, interpretation } = endpoint;
  return desk.mode.value === "off" ? desk.switchOn(interpretation.outgoing.value) : desk.switchOff();
}

/** The channel of the B key: the one chosen last, if it is still permitted. */
export function outgoingB(endpoint: Endpoint, preferences: Preferences): string | null {
  const [, ...permitted] = endpoint.interpretation.permitted.value;
  const kept = preferences.booth.outgoingB.value;
  return permitted.find((channel) => channel === kept) ?? permitted[0] ?? null;
}

function step(value: Signal<number>, by: number, least: number, most: number): void {
  value.value = Math.min(most, Math.max(least, Math.round((value.value + by) * 100) / 100));
}
