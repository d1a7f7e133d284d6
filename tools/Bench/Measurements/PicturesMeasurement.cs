using System.Diagnostics;
using System.Net.Sockets;
using Bench.Processes;
using Bench.Report;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;
using Nvr.Storage;

namespace Bench.Measurements;

/// <summary>What small pictures cost the process that makes them: sheets of sixty, of key frames such as cameras send.</summary>
internal sealed class PicturesMeasurement : IMeasurement
{
    private const int Columns = 10;
    private const int Rows = 6;
    private const int Sheets = 10;
    private const long SlotUs = 5_000_000;
    private const int SlotsOfADay = 17_280;

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        List<Row> rows = [];
        foreach ((string name, int width, int height, int kbit) in new[] { ("1080p main stream", 1920, 1080, 4000), ("360p sub stream", 640, 360, 400) })
        {
            byte[][] keys = await KeysAsync(options, width, height, kbit, cancellation);
            var format = new TrackFormat { Codec = Codec.H264, ClockRate = 90_000, Width = width, Height = height };
            Progress.Say($"Making {Sheets} sheets of the {name}, key frames of {keys.Average(k => k.Length) / 1024:F0} kB…");
            foreach (int tileHeight in new[] { 90, 180 })
            {
                rows.Add(await MeasureAsync(options.Nvrd, format, keys, tileHeight, $"{name}, {tileHeight} px"));
            }
        }
        rows.Add(await IndexAsync(options));
        return rows;
    }

    /// <summary>What the list of a day's sheets asks of the store: the key frame of each of its slots.</summary>
    private static async Task<Row> IndexAsync(BenchOptions options)
    {
        await using var volume = FilledVolume.Make(options, 1, 2);
        await using FootageStore store = volume.Open(retentionIntervalMs: int.MaxValue);
        double[] milliseconds = new double[Sheets + 1];
        int found = 0;
        for (int i = 0; i <= Sheets; i++)
        {
            long begun = Stopwatch.GetTimestamp();
            found = store.FindKeyFrames(volume.Cameras[0], StreamKind.Main, volume.Start, SlotUs, SlotsOfADay).Count(t => t is not null);
            milliseconds[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        return new Row("key frames of a day's sheets, median", Figures.With(Figures.Median(milliseconds.Skip(1)), "ms"), $"{found} of {SlotsOfADay} slots", null, "", null);
    }

    private static async Task<Row> MeasureAsync(string nvrd, TrackFormat format, byte[][] keys, int height, string what)
    {
        await using WorkerProcess process = WorkerProcess.Start(new WorkerProgram(nvrd, ["analyze"]));
        process.Socket.Blocking = true;
        using var reader = new MessageReader(process.Socket);
        var writer = new MessageWriter(process.Socket);
        long begun = Stopwatch.GetTimestamp();
        writer.Send(MessageKind.Order, new WorkerOrder { Task = WorkerTask.Pictures }.Write());
        Take(reader, MessageKind.Ready);
        double startMs = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        writer.Send(MessageKind.Format, new FormatMessage(0, format).Write());
        _ = Sheet(reader, writer, keys, height);
        long cpuNs = ProcessUsage.CpuNs(process.Pid);
        double[] wallMs = new double[Sheets];
        int bytes = 0;
        for (int i = 0; i < Sheets; i++)
        {
            begun = Stopwatch.GetTimestamp();
            bytes = Sheet(reader, writer, keys, height);
            wallMs[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        double cpuMs = (ProcessUsage.CpuNs(process.Pid) - cpuNs) / 1e6 / Sheets;
        string sheet = $"a sheet: {Figures.Short(cpuMs)} ms of CPU, {Figures.Short(Figures.Median(wallMs))} ms, {bytes / 1024} kB; {ProcessUsage.PssKb(process.Pid) / 1024} MB, started in {Figures.Short(startMs)} ms";
        return new Row($"picture of the {what}", $"{Figures.With(cpuMs / (Columns * Rows), "ms of CPU")}, {bytes / (Columns * Rows)} bytes", sheet, null, "", null);
    }

    private static int Sheet(MessageReader reader, MessageWriter writer, byte[][] keys, int height)
    {
        writer.Send(MessageKind.Canvas, new CanvasOrder { Columns = Columns, Rows = Rows, TileWidth = height * 16 / 9, TileHeight = height, Coarseness = 6 }.Write());
        for (int tile = 0; tile < Columns * Rows; tile++)
        {
            writer.Send(new UnitMessage { Track = 0, IsRandomAccess = true, Dts = tile, CaptureUs = 0, Data = keys[tile % keys.Length] });
            Take(reader, MessageKind.Stats);
        }
        byte[] passed = new byte[PassedMessage.Bytes];
        new PassedMessage(0).Write(passed);
        writer.Send(MessageKind.Passed, passed);
        return Take(reader, MessageKind.Unit) - UnitMessage.HeaderBytes;
    }

    /// <summary>Bytes of the next message.</summary>
    private static int Take(MessageReader reader, MessageKind expected)
    {
        while (!reader.Ended)
        {
            if (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                return kind == expected ? payload.Length : throw new InvalidOperationException($"{kind} came in place of {expected}.");
            }
            reader.Fill();
        }
        throw new InvalidOperationException("The process is gone.");
    }

    /// <summary>The key frames of half a minute of noisy pictures, each with its parameter sets.</summary>
    private static async Task<byte[][]> KeysAsync(BenchOptions options, int width, int height, int kbit, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.WorkDirectory);
        string file = Path.Combine(options.WorkDirectory, $"pictures-{width}x{height}.mp4");
        string keys = Path.ChangeExtension(file, ".h264");
        await ChildProcess.RunAsync(
            "ffmpeg",
            [
                "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=size={width}x{height}:rate=25,noise=alls=12:allf=t", "-t", "30", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "superfast",
                "-profile:v", "main", "-bf", "0", "-g", "50", "-keyint_min", "50", "-sc_threshold", "0", "-b:v", $"{kbit}k", "-maxrate", $"{kbit}k", "-bufsize", $"{kbit / 2}k", file,
            ],
            cancellation);
        await ChildProcess.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-y", "-discard", "nokey", "-i", file, "-c", "copy", "-bsf:v", "h264_mp4toannexb", "-f", "h264", keys], cancellation);
        byte[] stream = await File.ReadAllBytesAsync(keys, cancellation);
        // Each begins with its sequence parameter set.
        int[] starts = [.. Enumerable.Range(0, stream.Length - 4).Where(i => stream.AsSpan(i).StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 1, 0x67])), stream.Length];
        return [.. starts.Zip(starts.Skip(1), (from, to) => stream[from..to])];
    }
}
