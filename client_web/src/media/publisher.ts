/**
 * The publisher connection: we offer three sendonly m-lines in the order microphone, camera, screen.  It is opened *warm*:
 * connected and sending nothing, so that speaking starts with `replaceTrack` and without negotiation.
 */
import { cameraEncodings, fitLayers } from "./layers";
import { Link, type Negotiation } from "./link";
import { type MakeConnection, makeConnection, type Signalling, type Timers } from "./ports";
import { offer } from "./resends";

export type Outlet = "microphone" | "camera" | "screen";
const OUTLETS: readonly Outlet[] = ["microphone", "camera", "screen"];
const ENCODINGS: Readonly<Record<Outlet, () => RTCRtpEncodingParameters[]>> = {
  microphone: () => [{ maxBitrate: 64_000 }],
  camera: cameraEncodings,
  screen: () => [{ maxBitrate: 1_500_000 }],
};

class PublisherNegotiation implements Negotiation {
  senders = new Map<Outlet, RTCRtpSender>();

  constructor(
    private readonly signalling: Signalling,
    private readonly tracks: ReadonlyMap<Outlet, MediaStreamTrack>,
  ) {}

  async open(connection: RTCPeerConnection): Promise<string> {
    this.senders = new Map();
    for (const outlet of OUTLETS) this.#addOutlet(connection, outlet);
    const { sdp, peer } = await this.signalling.request({ type: "openPublisher", sdp: await offer(connection) });
    if (!sdp || !peer) throw new Error("the reply holds no answer");
    await connection.setRemoteDescription({ type: "answer", sdp });
    // Whatever the person switched on while there was no connection goes out now.
    await Promise.all(OUTLETS.map((outlet) => this.send(outlet, this.tracks.get(outlet) ?? null)));
    return peer;
  }

  async send(outlet: Outlet, track: MediaStreamTrack | null): Promise<void> {
    const sender = this.senders.get(outlet);
    if (sender && track && outlet === "camera") await fitLayers(sender, track);
    await sender?.replaceTrack(track);
  }

  async restart(connection: RTCPeerConnection, peer: string): Promise<void> {
    const restarted = await offer(connection, { iceRestart: true });
    const { sdp } = await this.signalling.request({ type: "restartIce", peer, sdp: restarted });
    if (!sdp) throw new Error("the reply holds no answer");
    await connection.setRemoteDescription({ type: "answer", sdp });
  }

  #addOutlet(connection: RTCPeerConnection, outlet: Outlet): void {
    const kind = outlet === "microphone" ? "audio" : "video";
    const transceiver = connection.addTransceiver(kind, {
      direction: "sendonly",
      sendEncodings: ENCODINGS[outlet](),
    });
    if (kind === "video") preferVp8(transceiver);
    this.senders.set(outlet, transceiver.sender);
  }
}

/** VP8 is the codec every listener decodes. */
function preferVp8(transceiver: RTCRtpTransceiver): void {
  const codecs = globalThis.RTCRtpReceiver?.getCapabilities?.("video")?.codecs;
  if (!codecs || !transceiver.setCodecPreferences) return;
  const isVp8 = ({ mimeType }: { mimeType: string }) => mimeType.toLowerCase() === "video/vp8";
  transceiver.setCodecPreferences([...codecs.filter(isVp8), ...codecs.filter((codec) => !isVp8(codec))]);
}

export class Publisher {
  readonly link: Link;
  readonly #tracks = new Map<Outlet, MediaStreamTrack>();
  readonly #negotiation: PublisherNegotiation;

  constructor(signalling: Signalling, timers: Timers, make: MakeConnection = makeConnection) {
    this.#negotiation = new PublisherNegotiation(signalling, this.#tracks);
    this.link = new Link(this.#negotiation, timers, make);
  }

  /** Sends `track` through an outlet, or nothing.  The track that leaves is stopped: its device is free. */
  async put(outlet: Outlet, track: MediaStreamTrack | null): Promise<void> {
    const before = this.#tracks.get(outlet);
    if (before === track) return;
    if (track) this.#tracks.set(outlet, track);
    else this.#tracks.delete(outlet);
    if (this.link.peer !== null) await this.#negotiation.send(outlet, track);
    before?.stop();
  }

  track(outlet: Outlet): MediaStreamTrack | null {
    return this.#tracks.get(outlet) ?? null;
  }

  close(): void {
    this.link.close();
    for (const track of this.#tracks.values()) track.stop();
    this.#tracks.clear();
  }
}
