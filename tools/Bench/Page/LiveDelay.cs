using Microsoft.Playwright;

namespace Bench.Page;

/// <summary>
/// How far live pictures on screen are behind their simulated cameras, which write into each picture when it was sent (<see cref="SimCamera.Stamp.FrameStamp"/>). The page's
/// fragments are read on their way to it, and the browser says which of them it shows and when. Camera, recorder and browser are on one machine and read one clock.
/// </summary>
internal static class LiveDelay
{
    /// <summary>Runs before the page's own scripts. Cameras are called cam1, cam2 and so on, as their stamps count them.</summary>
    public const string Script = """
        window.delays = [];
        const sent = new Map();
        const letters = (text) => [...text].map((c) => c.charCodeAt(0));
        const [mark, time] = [letters('NvrSimCamStamp01'), letters('tfdt')];
        const find = (bytes, what) => {
          for (let i = bytes.indexOf(what[0]); i >= 0; i = bytes.indexOf(what[0], i + 1)) {
            if (what.every((b, j) => bytes[i + j] === b)) return i;
          }
          return -1;
        };
        const number = (bytes, from, length) => bytes.slice(from, from + length).reduce((sum, b) => sum * 128 + (b & 127), 0);
        const note = (bytes) => {
          const [stamp, tfdt] = [find(bytes, mark), find(bytes, time)];
          if (stamp < 0 || tfdt < 0) return;
          const body = stamp + mark.length;
          const ticks = Number(new DataView(bytes.buffer).getBigUint64(tfdt + 8));
          sent.set(`${number(bytes, body, 3)} ${Math.round(ticks / 90)}`, number(bytes, body + 14, 10) / 1000);
        };
        window.WebSocket = class extends WebSocket {
          constructor(...given) {
            super(...given);
            this.addEventListener('message', (m) => m.data instanceof ArrayBuffer && note(new Uint8Array(m.data)));
          }
        };
        const follow = (video) => {
          const camera = /\d+$/.exec(video.ariaLabel)[0];
          const shown = (now, of) => {
            const at = sent.get(`${camera} ${Math.round(of.mediaTime * 1000)}`);
            if (at !== undefined) delays.push(Date.now() + of.expectedDisplayTime - performance.now() - at);
            video.requestVideoFrameCallback(shown);
          };
          video.requestVideoFrameCallback(shown);
        };
        setInterval(() => document.querySelectorAll('.picture video:not([data-followed])').forEach((v) => { v.dataset.followed = ''; follow(v); }), 100);
        """;

    /// <summary>Until pictures follow each other: who joins is shown the latest key frame at once, which is old by design.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_watched = TimeSpan.FromSeconds(10);

    /// <summary>Milliseconds between a picture's sending and its showing, of all pictures that are shown in ten seconds by so many cameras.</summary>
    public static async Task<IReadOnlyList<double>> MeasureAsync(IPage page, int cameras)
    {
        await page.WaitForFunctionAsync("(n) => document.querySelectorAll('.picture:not(.waiting) video').length === n", cameras);
        await Task.Delay(s_settled);
        await page.EvaluateAsync("() => { delays.length = 0; }");
        await Task.Delay(s_watched);
        double[] delays = await page.EvaluateAsync<double[]>("() => delays");
        // Half of what is sent, or the figures are of something else.
        return delays.Length > cameras * 10 * s_watched.TotalSeconds / 2 ? delays : throw new InvalidOperationException($"Only {delays.Length} pictures of {cameras} cameras were seen on screen.");
    }
}
