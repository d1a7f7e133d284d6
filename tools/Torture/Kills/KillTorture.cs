using SimCamera;
using SimCamera.Log;
using Torture.Box;
using Torture.Oracle;

namespace Torture.Kills;

/// <summary>
/// Kills a recording nvrd (SIGKILL) at random moments, again and again on the same data directory, and judges what was lost by the
/// counters that the simulated cameras put into every picture. One run at a time per object.
/// </summary>
public sealed class KillTorture(KillOptions options)
{
    private const int Fps = 25;
    private static readonly TimeSpan s_firstFootage = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(options.Seed);

    /// <summary>Runs in the given directory, which must be empty and is left for inspection.</summary>
    public async Task<KillReport> RunAsync(string dataDirectory)
    {
        await using SimCameraServer cameras = await SimCameraServer.StartAsync(SimCameraOptions.Of(
            options.Cameras, new CameraOptions { Width = 640, Height = 360, Fps = Fps, Gop = Fps, Kbit = 500 })).ConfigureAwait(false);
        var start = new NvrdStart(dataDirectory) { Cameras = [.. cameras.Cameras.Select(c => (c.Name, c.Url))] };
        List<KillRound> rounds = [];
        for (int number = 1; number <= options.Kills; number++)
        {
            rounds.Add(await KillOnceAsync(number, start, cameras.Log).ConfigureAwait(false));
            options.OnRound(rounds[^1]);
        }
        await RecordOnceMoreAsync(start).ConfigureAwait(false);
        ProgramResult check = await NvrdProgram.RunAsync("check", "--data", dataDirectory).ConfigureAwait(false);
        return Judge(rounds, FootageOracle.Read(dataDirectory), check);
    }

    private async Task<KillRound> KillOnceAsync(int number, NvrdStart start, SendLog log)
    {
        long startUs = MonotonicUs();
        await using NvrdProcess box = await NvrdProcess.StartAsync(start).ConfigureAwait(false);
        await Task.Delay(TimeSpan.FromSeconds(1 + (_random.NextDouble() * 5))).ConfigureAwait(false);
        long killUs = MonotonicUs();
        await box.KillAsync().ConfigureAwait(false);
        return new KillRound(number, startUs, killUs, [.. log.Snapshot().Where(f => f.Stream == 0 && f.MonotonicUs >= startUs && f.MonotonicUs <= killUs)]);
    }

    /// <summary>The last start mends what the last kill left; then it ends as a recorder should.</summary>
    private static async Task RecordOnceMoreAsync(NvrdStart start)
    {
        await using NvrdProcess box = await NvrdProcess.StartAsync(start).ConfigureAwait(false);
        using BoxApi api = await BoxApi.OpenAsync(box).ConfigureAwait(false);
        foreach ((string name, _) in start.Cameras)
        {
            await api.WaitForStateAsync(name, "recording", s_firstFootage).ConfigureAwait(false);
        }
        await box.StopAsync().ConfigureAwait(false);
    }

    private KillReport Judge(List<KillRound> rounds, FootageOracle footage, ProgramResult check)
    {
        Dictionary<string, HashSet<long>> stored = Enumerable.Range(1, options.Cameras)
            .ToDictionary(n => $"cam{n}", n => footage.Stamps(n).Select(s => s.Counter).ToHashSet());
        return new KillReport(
            [.. rounds.Select(r => new KillVerdict(r, [.. stored.Select(s => Judge(r, s.Key, s.Value))]))],
            [.. footage.Files.Where(f => !f.IsReadable).Select(f => $"{f.Path}: {f.Scan.Problem}")],
            footage.Files.Count,
            check);
    }

    private static CameraLoss Judge(KillRound round, string camera, HashSet<long> stored)
    {
        List<SentFrame> sent = [.. round.Sent.Where(f => f.Camera == camera)];
        int lost = sent.Count(f => !stored.Contains(f.Counter));
        List<SentFrame> kept = [.. sent.Where(f => stored.Contains(f.Counter))];
        return new CameraLoss(camera, lost / (double)Fps, kept.Count == 0 ? null : (kept.Min(f => f.MonotonicUs) - round.StartUs) / 1e6);
    }

    private static long MonotonicUs() => (long)(TimeProvider.System.GetTimestamp() * (Int128)1_000_000 / TimeProvider.System.TimestampFrequency);
}
