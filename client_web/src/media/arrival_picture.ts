/** The light of a camera's picture, looked at small. */
import type { Light, PictureProbe } from "./arrival";

const WIDTH = 64;
const HEIGHT = 36;

/** `pixels`: RGBA.  `before`: the luminances of the last look. */
export function lightOf(pixels: Uint8ClampedArray, before: Float32Array | null): { light: Light; luma: Float32Array } {
  const luma = new Float32Array(pixels.length / 4);
  let sum = 0;
  let change = 0;
  for (let n = 0; n < luma.length; n++) {
    const [r, g, b] = [pixels[4 * n] ?? 0, pixels[4 * n + 1] ?? 0, pixels[4 * n + 2] ?? 0];
    const value = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    luma[n] = value;
    sum += value;
    if (before) change += Math.abs(value - (before[n] ?? 0));
  }
  const mean = sum / Math.max(1, luma.length);
  let spread = 0;
  for (const value of luma) spread += (value - mean) ** 2;
  const contrast = Math.sqrt(spread / Math.max(1, luma.length));
  return { light: { mean, contrast, change: before ? change / luma.length : 1 }, luma };
}

export function lookAt(track: MediaStreamTrack): PictureProbe {
  const element = document.createElement("video");
  element.muted = true;
  element.playsInline = true;
  element.srcObject = new MediaStream([track]);
  void element.play().catch(() => {});
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let before: Float32Array | null = null;
  return {
    element,
    read() {
      if (!context || element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
      context.drawImage(element, 0, 0, WIDTH, HEIGHT);
      const { light, luma } = lightOf(context.getImageData(0, 0, WIDTH, HEIGHT).data, before);
      before = luma;
      return light;
    },
    close() {
      element.srcObject = null;
      track.stop();
    },
  };
}
