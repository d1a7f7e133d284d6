using Nvr.Mp4.Stitching;

namespace Nvr.Mp4.Tests.Material;

/// <summary>Stitched movies as bytes and files.</summary>
internal static class Movie
{
    /// <summary>One part a segment, the first fragments left out, the parts this many microseconds apart.</summary>
    public static StitchPlan Plan(Segment[] segments, long gapUs, int skip = 0)
    {
        var parts = new List<StitchPart>();
        long at = 1_000_000_000;
        for (int i = 0; i < segments.Length; i++)
        {
            FragmentEntry[] entries = [.. segments[i].Entries.Skip(i == 0 ? skip : 0)];
            parts.Add(new StitchPart(i, segments[i].Formats, entries, at, FollowsGap: gapUs > 0));
            at += ((entries[^1].Start90k + entries[^1].Duration90k) * 100 / 9) + gapUs;
        }
        return StitchPlan.Create(parts);
    }

    public static async Task<byte[]> ReadAsync(StitchPlan plan, FileSource source, long offset, long count)
    {
        using var memory = new MemoryStream();
        await plan.WriteAsync(source, memory, offset, count, CancellationToken.None);
        return memory.ToArray();
    }

    public static async Task<string> SaveAsync(StitchPlan plan, params Segment[] segments)
    {
        string path = Scratch.NewFile();
        using var source = new FileSource(segments);
        await File.WriteAllBytesAsync(path, await ReadAsync(plan, source, 0, plan.Length));
        return path;
    }
}
