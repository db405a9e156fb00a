/** Addresses of a webcast's playlists, beside the one that lists them all. */

/** Of one channel's sound alone, over the same time as the multivariant playlist at `url`. */
export function soundOf(url: string, channel: string): string {
  return url.replace(/(index|start)\.m3u8(?=\?|$)/, (_, kind: string) =>
    kind === "start" ? `start/${channel}.m3u8` : `${channel}.m3u8`,
  );
}

/** The worker's name for the sign-language picture. */
const SIGN = "360s";

/** Of the sign-language picture alone, over the same time as the multivariant playlist at `url`. */
export function signOf(url: string): string {
  return soundOf(url, SIGN);
}
