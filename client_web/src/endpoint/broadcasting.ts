/** What whoever may `manageWebcast` does: on the air, the slate, off the air; layout, delay, recording; destinations. */
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { AddPush, StageView, WebcastLayout, WebcastView } from "../protocol/messages";
import type { Request } from "../protocol/session";
import { alarmsOf, type Obstacle, obstacleTo, type WebcastAlarm } from "../state/webcast";

/** Seconds. */
export const LONGEST_DELAY_S = 3600;

/** The endpoint, as far as the webcast goes. */
export interface Broadcaster {
  readonly meeting: { readonly stage: ReadonlySignal<StageView>; can(permission: string): boolean };
  readonly webcast: {
    readonly view: ReadonlySignal<WebcastView | null>;
    readonly droppedShare: ReadonlySignal<number>;
  };
  ask(message: Request): Promise<boolean>;
}

export class Broadcasting {
  constructor(private readonly host: Broadcaster) {}

  /** Null for who has no say in it. */
  readonly view: ReadonlySignal<WebcastView | null> = computed(() =>
    this.host.meeting.can("manageWebcast") ? this.host.webcast.view.value : null,
  );

  readonly alarms: ReadonlySignal<readonly WebcastAlarm[]> = computed(() => {
    const view = this.view.value;
    return view ? alarmsOf(view, this.host.webcast.droppedShare.value) : [];
  });

  readonly obstacle: ReadonlySignal<Obstacle | null> = computed(() => {
    const view = this.view.value;
    return view && obstacleTo(view, this.host.meeting.stage.value);
  });

  goOnAir(): Promise<boolean> {
    return this.host.ask({ type: "startWebcast", slate: false });
  }

  /** Before the sitting: players find something to connect to. */
  beginWithSlate(): Promise<boolean> {
    return this.host.ask({ type: "startWebcast", slate: true });
  }

  showSlate(): Promise<boolean> {
    return this.host.ask({ type: "showSlate" });
  }

  end(): Promise<boolean> {
    return this.host.ask({ type: "endWebcast" });
  }

  setLayout(layout: WebcastLayout): Promise<boolean> {
    return this.host.ask({ type: "setWebcastLayout", layout });
  }

  setDelay(delayS: number): Promise<boolean> {
    return this.host.ask({ type: "setEmbargo", delayS });
  }

  /** A destination, off at first. */
  addPush(push: Omit<AddPush, "type" | "id">): Promise<boolean> {
    return this.host.ask({ type: "addPush", ...push });
  }

  startPush(push: string): Promise<boolean> {
    return this.host.ask({ type: "startPush", push });
  }

  stopPush(push: string): Promise<boolean> {
    return this.host.ask({ type: "stopPush", push });
  }

  removePush(push: string): Promise<boolean> {
    return this.host.ask({ type: "removePush", push });
  }

  setRecorded(recorded: boolean): Promise<boolean> {
    return this.host.ask({ type: "setWebcastRecording", recorded });
  }
}
