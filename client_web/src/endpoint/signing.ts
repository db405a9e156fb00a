/** A sign-language interpreter's duty: the camera goes on, and then the picture into its slot. */
import { computed, signal } from "@preact/signals-core";
import type { Request } from "../protocol/session";
import type { MeetingState } from "../state/meeting";
import type { Camera } from "./camera";

/** The endpoint, as far as signing goes. */
export interface SigningHost {
  readonly meeting: MeetingState;
  readonly camera: Camera;
  ask(message: Request): Promise<boolean>;
  failed(error: unknown): void;
}

export class Signing {
  readonly busy = signal(false);
  readonly on = computed(() => this.host.meeting.me.value?.signing ?? false);

  constructor(private readonly host: SigningHost) {}

  async set(on: boolean): Promise<void> {
    if (this.busy.peek()) return;
    this.busy.value = true;
    try {
      if (on) await this.host.camera.start();
      await this.host.ask({ type: "setSigning", on });
    } catch (error) {
      this.host.failed(error);
    } finally {
      this.busy.value = false;
    }
  }
}
