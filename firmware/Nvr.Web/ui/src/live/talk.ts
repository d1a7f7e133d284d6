import { t } from '../language/language';
import { said } from '../told';

/** Samples a second that a camera's loudspeaker takes. */
const rate = 8_000;

interface TalkText { type: 'ready' | 'refused' | 'over'; sentence: string | null }

/** Whether this browser lets a page hear the microphone: over HTTPS, or on the recorder itself. */
export const canHear = () => window.isSecureContext && navigator.mediaDevices !== undefined && window.AudioWorkletNode !== undefined;

/** One person's voice on its way to a camera, from the moment it is made until it is stopped. Says what becomes of it. */
export class Talk {
  private socket: WebSocket | null = null;
  private context: AudioContext | null = null;
  private microphone: MediaStream | null = null;
  private isOver = false;

  constructor(private readonly camera: string, private readonly told: (state: 'asking' | 'heard' | 'over', sentence: string) => void) {
    told('asking', t.talk.asking);
    void this.start();
  }

  stop(): void {
    this.end('');
  }

  private async start(): Promise<void> {
    try {
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true } });
      if (this.isOver) {
        this.release();
        return;
      }
      this.context = new AudioContext({ sampleRate: rate });
      await this.context.audioWorklet.addModule('/microphone.js');
      this.connect();
    } catch (failure) {
      this.end((failure as Error).name === 'NotAllowedError' ? t.talk.notAllowed : t.talk.noMicrophone);
    }
  }

  private connect(): void {
    if (this.isOver || !this.context || !this.microphone) {
      this.release();
      return;
    }
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/cameras/${this.camera}/talk`);
    const ears = new AudioWorkletNode(this.context, 'microphone', { numberOfOutputs: 0 });
    ears.port.onmessage = (e: MessageEvent<ArrayBuffer>) => socket.readyState === WebSocket.OPEN && socket.send(e.data);
    socket.addEventListener('message', (e: MessageEvent<string>) => this.hear(JSON.parse(e.data) as TalkText, ears));
    socket.addEventListener('close', () => this.end(t.talk.lost));
    this.socket = socket;
  }

  private hear(text: TalkText, ears: AudioWorkletNode): void {
    if (text.type === 'ready') {
      this.context!.createMediaStreamSource(this.microphone!).connect(ears);
      this.told('heard', t.talk.heard);
    } else {
      this.end(text.sentence === null ? t.talk.lost : said(text.sentence));
    }
  }

  private end(sentence: string): void {
    if (!this.isOver) {
      this.isOver = true;
      this.release();
      this.told('over', sentence);
    }
  }

  private release(): void {
    this.socket?.close();
    void this.context?.close();
    this.microphone?.getTracks().forEach((track) => track.stop());
  }
}
