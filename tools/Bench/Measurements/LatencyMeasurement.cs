using System.Net.WebSockets;
using Bench.Recorders;
using Bench.Report;
using SimCamera;
using SimCamera.Log;
using SimCamera.Stamp;

namespace Bench.Measurements;

/// <summary>
/// How long a picture takes from the camera to the disk and to the viewer. The simulated camera runs in this process and writes the
/// moment of sending into every picture, so both ends are read from one clock.
/// </summary>
internal sealed class LatencyMeasurement : IMeasurement
{
    private const double DiskGoal = 1.5;
    private const double LiveGoal = 0.4;
    private const int Cameras = 4;
    private const int Frames = 500;
    private const double P95 = 0.95;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        var template = new CameraOptions { Width = 1920, Height = 1080, Kbit = 4000, Audio = AudioCodec.Aac };
        SimCameraOptions cameras = SimCameraOptions.Of(Cameras, template) with { CacheDirectory = Path.Combine(options.WorkDirectory, "simcamera") };
        await using SimCameraServer server = await SimCameraServer.StartAsync(cameras, cancellation);
        string directory = RunningRecorder.Fresh(Path.Combine(options.WorkDirectory, "nvrd"));
        var files = new FirstFragments(directory);
        Task<IReadOnlyDictionary<string, long>> arrivals = files.WatchAsync(Cameras, Limit, cancellation);
        Progress.Say("Timing the first fragments on disk…");
        await using NvrdBox nvrd = await NvrdBox.StartAsync(options, [.. server.Cameras.Select(c => c.Url)], directory, cancellation);
        IReadOnlyDictionary<string, long> arrived = await arrivals;
        double[] disk = DiskDelays(server.Log.Snapshot(), arrived);
        Progress.Say($"  {string.Join(", ", disk.Select(d => $"{d:F3} s"))}");
        Progress.Say("Timing live pictures…");
        double[] live = await LiveDelaysAsync(nvrd, cancellation);
        return
        [
            Row.Bounded($"first fragment on disk after the first key frame, worst of {disk.Length}", disk.Max(), DiskGoal, "s"),
            Row.Bounded($"live picture behind the camera, 95th percentile of {live.Length}", Figures.Quantile(live, P95), LiveGoal, "s"),
        ];
    }

    /// <summary>
    /// Seconds from the moment at which each camera's first key frame had left it until its first fragment was whole in a file. Cameras
    /// and files are matched in the order of time: the delays' greatest and least do not depend on which is whose by more than their spread.
    /// </summary>
    private static double[] DiskDelays(IReadOnlyList<SentFrame> sent, IReadOnlyDictionary<string, long> arrivals)
    {
        long[] keys = [.. sent.Where(f => f.IsKey && f.Stream == 0).GroupBy(f => f.Camera).Select(g => g.Min(f => f.MonotonicUs)).Order()];
        return [.. keys.Zip(arrivals.Values.Order(), (key, file) => (file - key) / 1e6)];
    }

    private static async Task<double[]> LiveDelaysAsync(NvrdBox nvrd, CancellationToken cancellation)
    {
        string id = (await nvrd.CamerasAsync(cancellation)).Values.First();
        using WebSocket socket = await nvrd.WatchAsync(id, cancellation);
        var delays = new List<double>();
        byte[] buffer = new byte[4 << 20];
        long lastCounter = -1;
        while (delays.Count < Frames)
        {
            int length = await ReceiveAsync(socket, buffer, cancellation);
            long nowUs = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
            if (FrameStamp.TryRead(buffer.AsSpan(0, length), out FrameStamp stamp))
            {
                // The still picture that a viewer is shown at once is old by design.
                bool follows = stamp.Counter == lastCounter + 1;
                lastCounter = stamp.Counter;
                if (follows)
                {
                    delays.Add((nowUs - stamp.UtcUs) / 1e6);
                }
            }
        }
        return [.. delays];
    }

    private static async Task<int> ReceiveAsync(WebSocket socket, byte[] buffer, CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new InvalidOperationException("nvrd ended the live picture.");
            }
            length += part.Count;
            if (part.EndOfMessage)
            {
                return length;
            }
        }
    }
}
