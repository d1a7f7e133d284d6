// What a browser has and Node has not, as far as the logic of the page touches it. Loaded before everything else.
const kept = new Map();

globalThis.window = globalThis;
globalThis.MediaError = { MEDIA_ERR_ABORTED: 1, MEDIA_ERR_NETWORK: 2, MEDIA_ERR_DECODE: 3, MEDIA_ERR_SRC_NOT_SUPPORTED: 4 };
Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { languages: ['en-GB'] } });
Object.defineProperty(globalThis, 'localStorage', {
  configurable: true,
  value: {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  },
});
