/** What the technician does: channels, desks, booths, calls for help, the sound check, the configuration, and listening in. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { BoothView, CheckResult, CheckStep, InterpretationRules, InterpretationView } from "../protocol/messages";
import type { ConfigurationFormat, ConfigurationReport, Resources } from "../protocol/resources";
import type { Request } from "../protocol/session";
import type { FitnessState } from "../state/fitness";
import type { MeetingState } from "../state/meeting";
import type { Preferences } from "../state/preferences";
import { type Alarm, alarmKey, alarmsOf } from "../state/technician_alarms";

/** A booth that is to be heard is not left at no volume; linear. */
const AUDIBLE = 0.7;

/** The endpoint, as far as the technician's acts go. */
export interface Engineer {
  readonly meetingId: string;
  readonly meeting: MeetingState;
  readonly fitness: FitnessState;
  readonly interpretation: {
    readonly view: ReadonlySignal<InterpretationView | null>;
    readonly booths: ReadonlySignal<ReadonlyMap<string, BoothView>>;
  };
  ask(message: Request): Promise<boolean>;
  failed(error: unknown): void;
  selectChannel(channel: string): Promise<boolean>;
}

export class Engineering {
  /** The booth listened to beside the main channel. */
  readonly monitored = signal<string | null>(null);
  /** What came of the last file loaded. */
  readonly report = signal<ConfigurationReport | null>(null);
  #told: ReadonlySet<string> = new Set();

  constructor(
    private readonly host: Engineer,
    private readonly resources: Pick<Resources, "configuration" | "configure">,
    private readonly token: string,
    private readonly preferences: Pick<Preferences, "secondVolume">,
    private readonly ring: () => void,
  ) {}

  /** In the order of the meeting's languages. */
  readonly booths: ReadonlySignal<readonly BoothView[]> = computed(() => {
    const booths = this.host.interpretation.booths.value;
    return this.host.meeting.languages.value.flatMap((language) => booths.get(language) ?? []);
  });

  readonly alarms: ReadonlySignal<readonly Alarm[]> = computed(() => {
    const { meeting, fitness, interpretation } = this.host;
    const who = meeting.heard.value;
    const speaker = who && { name: who.name, fitness: fitness.of(who.id) };
    return alarmsOf(
      { interpretation: interpretation.view.value, booths: this.booths.value, speaker },
      meeting.now.value,
    );
  });

  /** Longest waiting first. */
  readonly calls = computed(() =>
    this.booths.value.flatMap(({ calls }) => calls).sort((one, other) => one.calledAt - other.calledAt),
  );

  /** The shell's clock: what is new rings; the view says it. */
  tick(): void {
    if (!this.host.meeting.can("manageInterpretation")) return;
    const calls = this.calls.peek().filter(({ kind, answeredBy }) => kind !== "chair" && answeredBy === null);
    const now = new Set([...this.alarms.peek().map(alarmKey), ...calls.map(({ callId }) => callId)]);
    if ([...now].some((key) => !this.#told.has(key))) this.ring();
    this.#told = now;
  }

  // --- channels and desks ---------------------------------------------------------------------------------------------

  /** Listeners of the channel hear `source`; null: their own again. */
  patch(channel: string, source: string | null): Promise<boolean> {
    return this.host.ask({ type: "patchChannel", channel, source });
  }

  forceRelay(person: string, channel: string | null): Promise<boolean> {
    return this.host.ask({ type: "forceRelay", person, channel });
  }

  silence(person: string): Promise<boolean> {
    return this.host.ask({ type: "silenceDesk", person });
  }

  /** The microphone of the booth goes to this desk. */
  handTo(person: string): Promise<boolean> {
    return this.host.ask({ type: "takeOver", person });
  }

  assign(person: string, booth: string): Promise<boolean> {
    return this.host.ask({ type: "moveParticipant", person, role: "interpreter", booth });
  }

  setBooth({ language, seats, outgoing }: Pick<BoothView, "language" | "seats" | "outgoing">): Promise<boolean> {
    return this.host.ask({ type: "setBooth", language, desks: seats, outgoing });
  }

  /** Consent on paper of those behind the booth's equipment; neither use: withdrawn. */
  recordConsent(
    booth: string,
    { recording, webcast, reference }: { recording: boolean; webcast: boolean; reference: string },
  ): Promise<boolean> {
    return this.host.ask({ type: "recordConsent", booth, recording, webcast, reference });
  }

  setRules({ within, betweenA, betweenB, autoRelay, policy }: InterpretationRules): Promise<boolean> {
    return this.host.ask({ type: "setInterpretation", within, betweenA, betweenB, autoRelay, policy });
  }

  // --- help and sound check -------------------------------------------------------------------------------------------

  answer(callId: string): Promise<boolean> {
    return this.host.ask({ type: "answerHelp", callId });
  }

  close(callId: string): Promise<boolean> {
    return this.host.ask({ type: "closeHelp", callId });
  }

  checkSound(open: boolean): Promise<boolean> {
    return this.host.ask({ type: open ? "openSoundCheck" : "closeSoundCheck" });
  }

  mark(person: string, step: CheckStep, result: CheckResult | null): Promise<boolean> {
    return this.host.ask({ type: "markSoundCheck", person, step, result });
  }

  // --- listening in ---------------------------------------------------------------------------------------------------

  /** A booth's own voices, beside the channel chosen; null: none. */
  async monitor(booth: string | null): Promise<void> {
    const before = this.monitored.peek();
    const { secondVolume } = this.preferences;
    if (secondVolume.peek() <= 0) secondVolume.value = AUDIBLE;
    this.monitored.value = booth;
    if (!(await this.host.selectChannel(this.host.meeting.me.peek()?.channel ?? "floor")))
      this.monitored.value = before;
  }

  // --- configuration --------------------------------------------------------------------------------------------------

  async save(format: ConfigurationFormat): Promise<Blob | null> {
    try {
      return await this.resources.configuration(this.host.meetingId, this.token, format);
    } catch (error) {
      this.host.failed(error);
      return null;
    }
  }

  async load(file: Blob, format: ConfigurationFormat): Promise<void> {
    this.report.value = null;
    try {
      this.report.value = await this.resources.configure(this.host.meetingId, this.token, file, format);
    } catch (error) {
      this.host.failed(error);
    }
  }
}
