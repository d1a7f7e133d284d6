const firstRetryMs = 1_000;
const lastRetryMs = 10_000;

/** A WebSocket of the recorder's that can be opened again after it was lost: a second later, and each time later than before, up to ten seconds, until all is well. */
export class Line {
  private socket: WebSocket | null = null;
  private retryMs = firstRetryMs;
  private retry = 0;

  /** @param lost The recorder or the network closed it. */
  constructor(private readonly path: string, private readonly received: (data: string | ArrayBuffer) => void, private readonly lost: () => void) {}

  open(): void {
    clearTimeout(this.retry);
    if (this.socket) {
      return;
    }
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1${this.path}`);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', (event) => this.socket === socket && this.received(event.data as string | ArrayBuffer));
    socket.addEventListener('close', () => this.socket === socket && this.lost());
    this.socket = socket;
  }

  /** @param open For whoever may not want it any more by then, or has another way. */
  openLater(open = () => this.open()): void {
    this.close();
    this.retry = window.setTimeout(open, this.retryMs * (0.8 + Math.random() * 0.4));
    this.retryMs = Math.min(lastRetryMs, this.retryMs * 2);
  }

  /** What was hoped for has come. */
  isWell(): void {
    this.retryMs = firstRetryMs;
  }

  close(): void {
    clearTimeout(this.retry);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
