// Runs on the sound thread: turns what the microphone hears into 16-bit samples, a fiftieth of a second at a time. The page's sound context runs at the rate that cameras take.
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Int16Array(160);
    this.filled = 0;
  }

  process([input]) {
    for (const sample of input?.[0] ?? []) {
      this.samples[this.filled++] = Math.max(-1, Math.min(1, sample)) * 32767;
      if (this.filled === this.samples.length) {
        const full = this.samples;
        this.port.postMessage(full.buffer, [full.buffer]);
        this.samples = new Int16Array(160);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor('microphone', Microphone);
