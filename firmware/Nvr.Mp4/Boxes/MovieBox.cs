using Nvr.Core.Time;

namespace Nvr.Mp4.Boxes;

/// <summary>The ftyp and moov of a segment, a live stream or a stitched movie.</summary>
internal sealed class MovieBox
{
    private const long MacEpochToUnixSeconds = 2_082_844_800;

    public required IReadOnlyList<MovieTrack> Tracks { get; init; }

    public UtcTime? CreationTime { get; init; }

    public SegmentIdentity? Identity { get; init; }

    /// <summary>0 while the end is not known.</summary>
    public long Duration90k { get; init; }

    public void WriteFile(BoxWriter writer)
    {
        writer.Box(FourCc.Ftyp, ftyp =>
        {
            // iso6 stands for tfdt and default-base-is-moof (ISO/IEC 14496-12 annex E).
            ftyp.Bytes("iso6"u8);
            ftyp.U32(1);
            ftyp.Bytes("iso6iso5mp41"u8);
        });
        writer.Box(FourCc.Moov, WriteMovie);
    }

    private void WriteMovie(BoxWriter moov)
    {
        moov.FullBox(FourCc.Mvhd, 1, 0, WriteMovieHeader);
        for (int i = 0; i < Tracks.Count; i++)
        {
            Tracks[i].Write(moov, i + 1);
        }
        moov.Box(FourCc.Mvex, WriteExtends);
        if (Identity is not null)
        {
            IdentityBox.Write(moov, Identity);
        }
    }

    private void WriteMovieHeader(BoxWriter mvhd)
    {
        ulong created = CreationTime is { } time
            ? (ulong)Math.Max(0, (time.Microseconds / 1_000_000) + MacEpochToUnixSeconds)
            : 0;
        mvhd.U64(created);
        mvhd.U64(created);
        mvhd.U32(TimeScale.Video);
        mvhd.U64((ulong)Duration90k);
        mvhd.U32(0x00010000);
        mvhd.U16(0x0100);
        mvhd.Zeros(10);
        mvhd.Matrix();
        mvhd.Zeros(24);
        mvhd.U32((uint)Tracks.Count + 1);
    }

    private void WriteExtends(BoxWriter mvex)
    {
        if (Duration90k > 0)
        {
            mvex.FullBox(FourCc.Mehd, 1, 0, mehd => mehd.U64((ulong)Duration90k));
        }
        for (int i = 0; i < Tracks.Count; i++)
        {
            uint trackId = (uint)i + 1;
            uint flags = Tracks[i].First.IsVideo ? MoofLayout.NonSyncFlags : MoofLayout.SyncFlags;
            mvex.FullBox(FourCc.Trex, 0, 0, trex =>
            {
                trex.U32(trackId);
                trex.U32(1);
                trex.U32(0);
                trex.U32(0);
                trex.U32(flags);
            });
        }
    }
}
