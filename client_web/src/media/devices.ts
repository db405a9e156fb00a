/** Microphones, cameras and loudspeakers of this machine. */

/** `speech`: a person at a laptop.  `clean`: an interpreter's headset or the hall's desk, untouched. */
export type SoundProfile = "speech" | "clean";

export interface Device {
  readonly id: string;
  readonly label: string;
  readonly kind: "audioinput" | "videoinput" | "audiooutput";
}

/** Why a device did not open; the client has a sentence for each. */
export type DeviceFault = "deviceDenied" | "deviceMissing" | "deviceBusy" | "screenDenied";

export class DeviceError extends Error {
  constructor(readonly code: DeviceFault) {
    super(code);
  }
}

export interface Devices {
  microphone(profile: SoundProfile, id: string | null): Promise<MediaStreamTrack>;
  camera(id: string | null): Promise<MediaStreamTrack>;
  screen(): Promise<MediaStreamTrack>;
  list(): Promise<readonly Device[]>;
}

function soundConstraints(profile: SoundProfile, id: string | null): MediaTrackConstraints {
  const processed = profile === "speech";
  return {
    channelCount: 1,
    sampleRate: 48_000,
    echoCancellation: processed,
    noiseSuppression: processed,
    autoGainControl: processed,
    ...(id ? { deviceId: { ideal: id } } : {}),
  };
}

function pictureConstraints(id: string | null): MediaTrackConstraints {
  return {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 25, max: 30 },
    ...(id ? { deviceId: { ideal: id } } : {}),
  };
}

export class BrowserDevices implements Devices {
  constructor(private readonly media: MediaDevices | undefined = navigator.mediaDevices) {}

  microphone(profile: SoundProfile, id: string | null): Promise<MediaStreamTrack> {
    return this.#open((media) => media.getUserMedia({ audio: soundConstraints(profile, id) }));
  }

  camera(id: string | null): Promise<MediaStreamTrack> {
    return this.#open((media) => media.getUserMedia({ video: pictureConstraints(id) }));
  }

  async screen(): Promise<MediaStreamTrack> {
    try {
      const video = { frameRate: { ideal: 10, max: 15 } };
      const track = await this.#open((media) => media.getDisplayMedia({ video }));
      // Text and charts: sharpness before movement.
      track.contentHint = "detail";
      return track;
    } catch {
      throw new DeviceError("screenDenied");
    }
  }

  async list(): Promise<readonly Device[]> {
    const found = (await this.media?.enumerateDevices()) ?? [];
    return found.map(({ deviceId, label, kind }) => ({ id: deviceId, label, kind }));
  }

  async #open(ask: (media: MediaDevices) => Promise<MediaStream>): Promise<MediaStreamTrack> {
    if (!this.media) throw new DeviceError("deviceMissing");
    try {
      const track = (await ask(this.media)).getTracks()[0];
      if (!track) throw new DeviceError("deviceMissing");
      return track;
    } catch (error) {
      throw error instanceof DeviceError ? error : new DeviceError(faultOf(error));
    }
  }
}

function faultOf(error: unknown): DeviceFault {
  const name = (error as { name?: string } | null)?.name;
  if (name === "NotAllowedError" || name === "SecurityError") return "deviceDenied";
  if (name === "NotReadableError" || name === "AbortError") return "deviceBusy";
  return "deviceMissing";
}
