using Microsoft.Win32.SafeHandles;
using Nvr.Core;
using Nvr.Core.Media;

namespace Nvr.Mp4.Tests.Material;

/// <summary>A segment file written by the code under test, one fragment a second, and what was written.</summary>
internal sealed class Segment
{
    private Segment(string path, IReadOnlyList<TrackFormat> formats, int headerBytes, List<FragmentEntry> entries)
    {
        Path = path;
        Formats = formats;
        HeaderBytes = headerBytes;
        Entries = entries;
    }

    public string Path { get; }

    public IReadOnlyList<TrackFormat> Formats { get; }

    public int HeaderBytes { get; }

    public List<FragmentEntry> Entries { get; }

    public static SegmentIdentity NewIdentity(long id = 7) => new(
        id, Guid.NewGuid(), CameraId.New(), StreamKind.Sub, Guid.NewGuid(), 123_456_789, 1_763_879_880_000_000);

    /// <param name="source">The material.</param>
    /// <param name="identity">Any, when null.</param>
    /// <param name="soundLag">Seconds by which the sound of each fragment is behind its pictures, as it is on networks.</param>
    /// <param name="isPadded">False for a file of earlier versions, whose fragments lie side by side.</param>
    public static Segment Write(SourceMovie source, SegmentIdentity? identity = null, double soundLag = 0, bool isPadded = true)
    {
        string path = Scratch.NewFile();
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        byte[] header = SegmentHeader.Build(identity ?? NewIdentity(), source.Formats);
        RandomAccess.Write(file, header, 0);
        long at = header.Length;
        var entries = new List<FragmentEntry>();
        foreach (Fragment fragment in Cut(source, soundLag))
        {
            using (fragment)
            {
                RandomAccess.Write(file, fragment.Parts, at);
                entries.Add(fragment.Entry with { Offset = at });
                at += fragment.Entry.Bytes;
                byte[] padding = new byte[isPadded ? SegmentPadding.After(at) : 0];
                SegmentPadding.Write(padding);
                RandomAccess.Write(file, padding, at);
                at += padding.Length;
            }
        }
        return new Segment(path, source.Formats, header.Length, entries);
    }

    public static IEnumerable<Fragment> Cut(SourceMovie source, double soundLag)
    {
        using var builder = new FragmentBuilder(source.Formats);
        int[] next = new int[source.Formats.Count];
        uint sequence = 0;
        for (long second = 1; next[0] < source.Packets[0].Count; second++)
        {
            long[] end = new long[source.Formats.Count];
            for (int track = 0; track < end.Length; track++)
            {
                end[track] = Fill(builder, source, track, ref next[track], track == 0 ? second : second - soundLag);
            }
            yield return builder.Cut(++sequence, end);
        }
    }

    public SafeFileHandle Open(FileAccess access = FileAccess.Read) => File.OpenHandle(Path, FileMode.Open, access);

    public SegmentScan Scan(ScanDepth depth = ScanDepth.EveryByte)
    {
        using SafeFileHandle file = Open();
        return SegmentFile.Scan(file, depth);
    }

    private static long Fill(FragmentBuilder builder, SourceMovie source, int track, ref int next, double untilSecond)
    {
        IReadOnlyList<Packet> packets = source.Packets[track];
        double limit = untilSecond * source.Formats[track].ClockRate;
        bool last = Math.Ceiling(untilSecond) * 90000 > source.Packets[0][^1].Dts;
        while (next < packets.Count && (packets[next].Dts < limit || last))
        {
            Packet packet = packets[next++];
            builder.Append(track, packet.Dts, packet.CompositionOffset, packet.IsSync, packet.Data);
        }
        return next < packets.Count ? packets[next].Dts : packets[^1].Dts + packets[1].Dts - packets[0].Dts;
    }
}
