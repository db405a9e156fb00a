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

export class Subscriber {
  readonly link: Link;

  constructor(signalling: Signalling, sink: TrackSink, timers: Timers, make: MakeConnection = makeConnection) {
    this.link = new Link(new SubscriberNegotiation(signalling, sink), timers, make);
  }

  /** Frames decoded so far per video place: tells a picture that moves from one that stands. */
  async framesDecoded(): Promise<ReadonlyMap<Place, number>> {
    const found = new Map<Place, number>();
    const connection = this.link.connection;
    if (connection === null) return found;
    const report = await connection.getStats();
    report.forEach((entry: { type: string; mid?: string; framesDecoded?: number }) => {
      if (entry.type === "inbound-rtp" && entry.mid && entry.framesDecoded !== undefined) {
        found.set(entry.mid as Place, entry.framesDecoded);
      }
    });
    return found;
  }
}
