/**
 * The layers a camera is sent in (simulcast, RFC 8853), so that everyone gets the one their path carries: a quarter, a half
 * and the whole of its width and height, smallest first as Chromium wants them.
 *
 * A small camera has fewer: Chromium leaves the largest layers of a small picture out, which would leave the smallest alone.
 */
export const RIDS = ["q", "h", "f"] as const;
export type Rid = (typeof RIDS)[number];

/** The shorter side from which a picture is worth three layers, and two. */
const THREE_LAYERS_PX = 540;
const TWO_LAYERS_PX = 270;
const WHOLE_BPS = { f: 1_400_000, h: 600_000, q: 300_000 };
const HALF_BPS = { h: 450_000, q: 200_000 };
const QUARTER_BPS = 150_000;

type Layer = Pick<RTCRtpEncodingParameters, "active" | "scaleResolutionDownBy" | "maxBitrate">;

/** What each layer is for a picture whose shorter side is `px`; unknown: as large as a camera is asked to be. */
export function layersOf(px: number = THREE_LAYERS_PX): Readonly<Record<Rid, Layer>> {
  const off: Layer = { active: false };
  const on = (scaleResolutionDownBy: number, maxBitrate: number): Layer => ({
    active: true,
    scaleResolutionDownBy,
    maxBitrate,
  });
  if (px >= THREE_LAYERS_PX) return { q: on(4, QUARTER_BPS), h: on(2, HALF_BPS.h), f: on(1, WHOLE_BPS.f) };
  if (px >= TWO_LAYERS_PX) return { q: on(2, HALF_BPS.q), h: on(1, WHOLE_BPS.h), f: off };
  return { q: on(1, WHOLE_BPS.q), h: off, f: off };
}

/** What to open the camera's sender with. */
export function cameraEncodings(): RTCRtpEncodingParameters[] {
  const layers = layersOf();
  return RIDS.map((rid) => ({ rid, ...layers[rid] }));
}

/** Makes the layers those of this camera, before it is sent.  A browser that refuses goes on with what it has. */
export async function fitLayers(sender: RTCRtpSender, track: MediaStreamTrack): Promise<void> {
  const { width, height } = track.getSettings();
  const layers = layersOf(width && height ? Math.min(width, height) : undefined);
  const parameters = sender.getParameters();
  if (!parameters.encodings.some(({ rid }) => rid !== undefined)) return;
  for (const encoding of parameters.encodings) Object.assign(encoding, layers[encoding.rid as Rid]);
  await sender.setParameters(parameters).catch(() => undefined);
}
