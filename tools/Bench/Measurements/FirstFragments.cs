using System.Buffers.Binary;
using System.Diagnostics;

namespace Bench.Measurements;

/// <summary>Watches a directory tree for the moment at which each new MP4 file holds its first whole fragment.</summary>
internal sealed class FirstFragments(string directory)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>Monotonic microseconds by path, for the first so many files.</summary>
    public async Task<IReadOnlyDictionary<string, long>> WatchAsync(int files, TimeSpan limit, CancellationToken cancellation)
    {
        var found = new Dictionary<string, long>();
        long begun = Stopwatch.GetTimestamp();
        while (found.Count < files)
        {
            if (Stopwatch.GetElapsedTime(begun) > limit)
            {
                throw new InvalidOperationException($"Only {found.Count} of {files} cameras have a fragment on disk.");
            }
            await Task.Delay(Step, cancellation);
            foreach (string file in Candidates().Where(f => !found.ContainsKey(f) && HoldsFragment(f)))
            {
                found[file] = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
            }
        }
        return found;
    }

    private IEnumerable<string> Candidates() =>
        Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*.mp4", SearchOption.AllDirectories) : [];

    private static bool HoldsFragment(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> head = stackalloc byte[8];
        while (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            long end = stream.Position - head.Length + BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head[4..].SequenceEqual("mdat"u8))
            {
                return stream.Length >= end;
            }
            stream.Position = end;
        }
        return false;
    }
}
