using Fuzz.Engine;
using Fuzz.Material;
using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Mp4;
using Nvr.Mp4.Scanning;
using Nvr.Mp4.Stitching;

namespace Fuzz.Targets;

/// <summary>
/// Segment files: a scan throws nothing and claims nothing beyond the file, what it calls intact can be read and stitched, and the
/// movie made of it is as long as planned, made of whole boxes, and the same in ranges. Bit 0 of the first byte asks for checksums
/// to be put right, so that mutations get behind them.
/// </summary>
internal sealed class Mp4Target(MaterialStore material) : IFuzzTarget
{
    private readonly SafeFileHandle file = File.OpenHandle(
        Path.Combine(Directory.CreateTempSubdirectory("nvr-fuzz-").FullName, "segment"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);

    public string Name => "mp4";

    public int MaxBytes => 128 * 1024;

    public IReadOnlyList<byte[]> Words { get; } = Split.Words("moof\0\0\0\u0010mfhd", "mdat", "moov", "ftyp", "trak", "mdia", "stsd", "stbl", "minf", "avc1", "hvc1", "mp4a", "Opus", "fLaC", "esds", "uuid");

    public IEnumerable<byte[]> Seeds()
    {
        foreach ((string video, string? audio) in new[] { ("h264", "aac"), ("h265", "opus"), ("mjpeg", null), ("aac", (string?)null) })
        {
            byte[] segment = SegmentMaker.Make(material, video, audio);
            yield return [0, .. segment];
            yield return [1, .. segment];
        }
    }

    public IReadOnlyList<Range> Pieces(byte[] input) => input.Length == 0 ? [] : TopBoxes.Of(input, 1);

    public void Run(byte[] input)
    {
        byte[] bytes = input.Length == 0 ? [] : input[1..];
        if (input.Length > 0 && (input[0] & 1) != 0)
        {
            Checksums.PutRight(bytes);
        }
        RandomAccess.SetLength(file, bytes.Length);
        RandomAccess.Write(file, bytes, 0);
        SegmentScan quick = SegmentFile.Scan(file, ScanDepth.Headers);
        CheckScan(quick, bytes.Length);
        SegmentScan deep = SegmentFile.Scan(file, ScanDepth.EveryByte);
        CheckScan(deep, bytes.Length);
        foreach (FragmentEntry entry in deep.Fragments)
        {
            byte[] sample = SampleReader.ReadFirstVideoSample(file, entry);
            BrokenPromiseException.Unless(sample.Length <= entry.Bytes, "a sample larger than its fragment");
        }
        Stitch(deep);
        Stitch(quick);
    }

    private static void CheckScan(SegmentScan scan, int fileBytes)
    {
        BrokenPromiseException.Unless(scan.FileBytes == fileBytes && scan.ValidBytes >= 0 && scan.ValidBytes <= fileBytes, "more valid bytes than the file has");
        BrokenPromiseException.Unless(scan.HeaderBytes >= 0 && scan.HeaderBytes <= fileBytes, "a header beyond the file");
        BrokenPromiseException.Unless(scan.DamagedBytes >= 0 && scan.DamagedBytes <= fileBytes, "more damage than the file has bytes");
        BrokenPromiseException.Unless(scan.HeaderBytes == 0 == (scan.Tracks.Count == 0), "a header without tracks, or tracks without header");
        long at = scan.HeaderBytes;
        foreach (FragmentEntry entry in scan.Fragments)
        {
            BrokenPromiseException.Unless(entry.Offset >= at && entry.MoofBytes > 0 && entry.MoofBytes < entry.Bytes, "a fragment over another");
            at = entry.Offset + entry.Bytes;
            BrokenPromiseException.Unless(at <= scan.ValidBytes && entry is { Start90k: >= 0, Duration90k: >= 0 }, "a fragment beyond the file or of negative time");
        }
    }

    private void Stitch(SegmentScan scan)
    {
        bool isVideo = scan.Tracks is [{ IsVideo: true }, ..];
        FragmentEntry[] entries = [.. scan.Fragments.SkipWhile(e => isVideo && !e.StartsWithRandomAccess)];
        if (entries.Length == 0)
        {
            return;
        }
        if (Plan(scan.Tracks, entries) is not { } plan)
        {
            return;
        }
        byte[] movie = Write(plan, 0, plan.Length);
        BrokenPromiseException.Unless(movie.Length == plan.Length, "a movie of another length than planned");
        BrokenPromiseException.Unless(TopBoxes.AreWhole(movie), "a movie that is not made of whole boxes");
        long from = plan.Length / 3;
        byte[] part = Write(plan, from, plan.Length / 2);
        BrokenPromiseException.Unless(part.AsSpan().SequenceEqual(movie.AsSpan((int)from, part.Length)), "a range that differs from the whole");
    }

    // Checksums that were put right let entries through that contradict each other; saying so is the planner's declared answer.
    private static StitchPlan? Plan(IReadOnlyList<TrackFormat> tracks, FragmentEntry[] entries)
    {
        try
        {
            return StitchPlan.Create([new StitchPart(1, tracks, entries, 0), new StitchPart(1, tracks, entries, 5_000_000, FollowsGap: true)]);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Storage)
        {
            return null;
        }
    }

    private byte[] Write(StitchPlan plan, long offset, long count)
    {
        using var stream = new MemoryStream();
        plan.WriteAsync(new OneFile(file), stream, offset, count, CancellationToken.None).GetAwaiter().GetResult();
        return stream.ToArray();
    }

    private sealed class OneFile(SafeFileHandle file) : ISegmentSource
    {
        public SafeFileHandle Open(long segmentId) => file;
    }
}
