using SimCamera.Log;
using Torture.Oracle;

namespace Vm.Tests.Disks;

/// <summary>One life of the recorder that ended with its power: what the cameras had sent it by their own log, which is kept outside the guest. Immutable.</summary>
internal sealed class CutLife(IEnumerable<SentFrame> log, long startUs, long cutUs)
{
    private readonly ILookup<string, SentFrame> sent = log.Where(f => f.Stream == 0 && f.MonotonicUs >= startUs && f.MonotonicUs <= cutUs).ToLookup(f => f.Camera);

    public double Seconds => (cutUs - startUs) / 1e6;

    /// <summary>What a camera has sent and the files do not hold: seconds, and whether that is the end of what it sent and nothing in the middle.</summary>
    public (double Seconds, bool IsTail) LostOf(string camera, int number, IEnumerable<RecordedFile> files)
    {
        HashSet<long> stored = [.. files.SelectMany(f => f.Stamps).Where(s => s.Camera == number && s.Stream == 0).Select(s => s.Counter)];
        long[] frames = [.. sent[camera].Select(f => f.Counter)];
        long[] lost = [.. frames.Where(c => !stored.Contains(c))];
        bool isTail = lost.Length == 0 || !frames.Any(c => stored.Contains(c) && c > lost[0]);
        return (lost.Length / (double)DiskBoxOptions.Fps, isTail);
    }

    public static long MonotonicUs() => (long)(TimeProvider.System.GetTimestamp() * (Int128)1_000_000 / TimeProvider.System.TimestampFrequency);
}
