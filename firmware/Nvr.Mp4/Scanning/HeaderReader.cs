using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Nvr.Core.Media;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Scanning;

/// <summary>
/// Reads ftyp and moov of a segment file back into what <see cref="SegmentHeader.Build"/> was given. Never throws on content.
/// </summary>
internal sealed class HeaderReader
{
    private const int MaxHeaderBytes = 1 << 20;
    private const int MaxFtypBytes = 256;

    public int HeaderBytes { get; private set; }

    public List<TrackFormat> Tracks { get; } = [];

    public SegmentIdentity? Identity { get; private set; }

    public string? Problem { get; private set; }

    public static HeaderReader Read(SafeFileHandle file)
    {
        var reader = new HeaderReader();
        reader.Problem = reader.TryRead(file);
        if (reader.Tracks.Count == 0)
        {
            reader.HeaderBytes = 0;
        }
        return reader;
    }

    private static bool TryMeasure(SafeFileHandle file, out int bytes)
    {
        bytes = 0;
        Span<byte> box = stackalloc byte[8];
        if (!FileReading.TryFill(file, box, 0) || BinaryPrimitives.ReadUInt32BigEndian(box[4..]) != FourCc.Ftyp)
        {
            return false;
        }
        uint ftyp = BinaryPrimitives.ReadUInt32BigEndian(box);
        if (ftyp is < 8 or > MaxFtypBytes || !FileReading.TryFill(file, box, ftyp)
            || BinaryPrimitives.ReadUInt32BigEndian(box[4..]) != FourCc.Moov)
        {
            return false;
        }
        uint moov = BinaryPrimitives.ReadUInt32BigEndian(box);
        bytes = (int)Math.Min(ftyp + (long)moov, int.MaxValue);
        return moov >= 8 && bytes <= MaxHeaderBytes;
    }

    private string? TryRead(SafeFileHandle file)
    {
        if (!TryMeasure(file, out int bytes))
        {
            return "the file does not begin with a header";
        }
        byte[] header = new byte[bytes];
        if (!FileReading.TryFill(file, header, 0))
        {
            return "the file ends in its header";
        }
        HeaderBytes = bytes;
        int ftyp = (int)BinaryPrimitives.ReadUInt32BigEndian(header);
        if (!TryReadTracks(header.AsSpan(ftyp + 8)))
        {
            Tracks.Clear();
            return "the header describes no tracks that this recorder writes";
        }
        bool trusted = IdentityBox.TryRead(header, out SegmentIdentity? identity);
        Identity = identity;
        return trusted ? null : "the header is damaged: its checksum does not match";
    }

    private bool TryReadTracks(ReadOnlySpan<byte> moov)
    {
        var reader = new BoxReader(moov);
        while (reader.Next())
        {
            if (reader.Type != FourCc.Trak)
            {
                continue;
            }
            if (Tracks.Count == 2 || ReadTrack(reader.Body) is not { } track)
            {
                return false;
            }
            Tracks.Add(track);
        }
        return Tracks.Count == 1 || (Tracks.Count == 2 && Tracks[0].IsVideo && !Tracks[1].IsVideo);
    }

    private static TrackFormat? ReadTrack(ReadOnlySpan<byte> trak)
    {
        ReadOnlySpan<byte> mdia = BoxReader.Find(trak, FourCc.Mdia);
        ReadOnlySpan<byte> mdhd = BoxReader.Find(mdia, FourCc.Mdhd);
        ReadOnlySpan<byte> stbl = BoxReader.Find(BoxReader.Find(mdia, FourCc.Minf), FourCc.Stbl);
        ReadOnlySpan<byte> stsd = BoxReader.Find(stbl, FourCc.Stsd);
        if (mdhd.Length < 20 || stsd.Length < 8)
        {
            return null;
        }
        uint clockRate = BinaryPrimitives.ReadUInt32BigEndian(mdhd[12..]);
        var entry = new BoxReader(stsd[8..]);
        return clockRate is > 0 and <= 1_000_000 && entry.Next()
            ? SampleEntryReader.Read(entry.Type, entry.Body, (int)clockRate)
            : null;
    }
}
