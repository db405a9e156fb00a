/** Sends a file and tells how far it is: what `fetch` cannot. */

export interface Sent {
  readonly status: number;
  /** The answer's JSON, or null. */
  readonly body: unknown;
}

/** Rejects when the connection is lost.  `progress`: share sent, 0 to 1. */
export type SendFile = (
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Blob,
  progress: (share: number) => void,
) => Promise<Sent>;

export const sendFile: SendFile = (path, headers, body, progress) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) progress(loaded / total);
    };
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = () => reject(new Error("the connection was lost"));
    request.send(body);
  });
