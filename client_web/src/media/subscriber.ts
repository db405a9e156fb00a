/** The subscriber connection: the server offers a fixed layout, we answer and hand each track to its media element. */
import { Link, type Negotiation } from "./link";
import { type MakeConnection, makeConnection, type Place, type Signalling, type Timers, type TrackSink } from "./ports";

const PLACES: ReadonlySet<string> = new Set(["main", "second", "speaker", "room", "screen", "sign"]);

class SubscriberNegotiation implements Negotiation {
  constructor(
    private readonly signalling: Signalling,
    private readonly sink: TrackSink,
  ) {}

  async open(connection: RTCPeerConnection): Promise<string> {
    connection.ontrack = ({ transceiver, track }) => {
      if (transceiver.mid !== null && PLACES.has(transceiver.mid)) this.sink.attach(transceiver.mid as Place, track);
    };
    const { sdp, peer } = await this.signalling.request({ type: "openSubscriber", profile: "plenary" });
    if (!sdp || !peer) throw new Error("the reply holds no offer");
    await this.#answer(connection, peer, sdp);
    return peer;
  }

  async restart(connection: RTCPeerConnection, peer: string): Promise<void> {
    const { sdp } = await this.signalling.request({ type: "restartIce", peer });
    if (!sdp) throw new Error("the reply holds no offer");
    await this.#answer(connection, peer, sdp);
  }

  async #answer(connection: RTCPeerConnection, peer: string, offer: string): Promise<void> {
    await connection.setRemoteDescription({ type: "offer", sdp: offer });
    for (const transceiver of connection.getTransceivers()) transceiver.direction = "recvonly";
    await connection.setLocalDescription(await connection.createAnswer());
    const sdp = connection.localDescription?.sdp ?? "";
    await this.signalling.request({ type: "answerSubscriber", peer, sdp });
  }
}

/** Since the connection began. */
export interface Received {
  /** Decoded, of each video place. */
  readonly frames: ReadonlyMap<Place, number>;
  /** Packets of the main channel's sound. */
  readonly sound: number;
}

export class Subscriber {
  readonly link: Link;

  constructor(signalling: Signalling, sink: TrackSink, timers: Timers, make: MakeConnection = makeConnection) {
    this.link = new Link(new SubscriberNegotiation(signalling, sink), timers, make);
  }

  /** Tells a picture that moves from one that stands, and a path that carries sound alone. */
  async received(): Promise<Received> {
    const frames = new Map<Place, number>();
    let sound = 0;
    const report = await this.link.connection?.getStats();
    report?.forEach((entry: { type: string; mid?: string; framesDecoded?: number; packetsReceived?: number }) => {
      if (entry.type !== "inbound-rtp" || !entry.mid) return;
      if (entry.framesDecoded !== undefined) frames.set(entry.mid as Place, entry.framesDecoded);
      if (entry.mid === "main") sound = entry.packetsReceived ?? 0;
    });
    return { frames, sound };
  }
}
