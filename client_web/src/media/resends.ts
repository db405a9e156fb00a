/** Lost sound is sent again (RTCP NACK for Opus), and played in its place where the listener's buffer waits for it. */
import type { Timers } from "./ports";

const LOOK_EVERY_MS = 2_000;
const LOOKS_KEPT = 6;
/** Losses within ten seconds that make it worth waiting for resends. */
const LOSSES = 2;
/** What a resend takes beyond the round trip: the packet by which the loss is noticed, and jitter. */
const BEYOND_ROUND_TRIP_MS = 80;
const LEAST_MS = 100;
const MOST_MS = 200;

/**
 * Puts our offer into effect with resends of sound in it: browsers that can do not offer them by themselves.  One that refuses
 * the changed description gets its own, and has in-band FEC alone.
 */
export async function offer(connection: RTCPeerConnection, options: RTCOfferOptions = {}): Promise<string> {
  const own = await connection.createOffer(options);
  try {
    await connection.setLocalDescription({ type: "offer", sdp: withResends(own.sdp ?? "") });
  } catch {
    await connection.setLocalDescription(own);
  }
  return connection.localDescription?.sdp ?? "";
}

export function withResends(sdp: string): string {
  return sdp.replace(/a=rtpmap:(\d+) opus\/48000\/2\r\n/g, (line, payloadType) => {
    const feedback = `a=rtcp-fb:${payloadType} nack\r\n`;
    return sdp.includes(feedback) ? line : line + feedback;
  });
}

interface Look {
  /** Packets of sound lost or asked for again since the connection began. */
  missed: number;
  roundTripMs: number;
}

type Stats = { type: string; kind?: string; nackCount?: number; packetsLost?: number; currentRoundTripTime?: number };
type Receiver = RTCRtpReceiver & { jitterBufferTarget?: number | null };

/** While sound is being lost, its receivers wait as long as a resend takes; a browser that cannot is left alone. */
export class LossCushion {
  #looks: Look[] = [];
  #seen: RTCPeerConnection | null = null;
  #running = false;
  #cancel: () => void = () => {};

  constructor(
    private readonly connection: () => RTCPeerConnection | null,
    private readonly timers: Timers,
  ) {}

  start(): void {
    this.#running = true;
    this.#cancel = this.timers.after(LOOK_EVERY_MS, () => void this.#again());
  }

  stop(): void {
    this.#running = false;
    this.#cancel();
  }

  async #again(): Promise<void> {
    await this.#look();
    if (this.#running) this.start();
  }

  async #look(): Promise<void> {
    const connection = this.connection();
    if (connection !== this.#seen) this.#looks = [];
    this.#seen = connection;
    if (connection === null) return;
    this.#looks.push(taken(await connection.getStats()));
    if (this.#looks.length > LOOKS_KEPT) this.#looks.shift();
    const target = cushion(this.#looks);
    for (const { receiver } of connection.getTransceivers()) set(receiver, target);
  }
}

function set(receiver: Receiver | undefined, target: number | null): void {
  if (receiver?.track.kind !== "audio" || receiver.jitterBufferTarget === undefined) return;
  if (receiver.jitterBufferTarget !== target) receiver.jitterBufferTarget = target;
}

function taken(report: RTCStatsReport): Look {
  const look = { missed: 0, roundTripMs: 0 };
  report.forEach((entry: Stats) => {
    if (entry.type === "inbound-rtp" && entry.kind === "audio") {
      look.missed += Math.max(entry.nackCount ?? 0, entry.packetsLost ?? 0);
    } else if (entry.type === "candidate-pair" && entry.currentRoundTripTime !== undefined) {
      look.roundTripMs = Math.max(look.roundTripMs, entry.currentRoundTripTime * 1000);
    }
  });
  return look;
}

/** Milliseconds in steps of 20, so that it rests; null: as the browser sees fit. */
function cushion(looks: readonly Look[]): number | null {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || last.missed - first.missed < LOSSES) return null;
  const wanted = Math.ceil((last.roundTripMs + BEYOND_ROUND_TRIP_MS) / 20) * 20;
  return Math.min(MOST_MS, Math.max(LEAST_MS, wanted));
}
