using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4;

/// <summary>
/// Builds the beginning of a fragmented MP4: ftyp and moov. The same bytes begin a segment file and, without identity, a live
/// stream (Media Source Extensions init segment). Tracks are numbered from 1 in the order given: at most one video track,
/// which comes first, and at most one audio track. Pure; throws <see cref="ArgumentException"/> for tracks that MP4 cannot carry.
/// </summary>
public static class SegmentHeader
{
    public static byte[] Build(SegmentIdentity? identity, IReadOnlyList<TrackFormat> tracks)
    {
        TrackRules.Check(tracks);
        var moov = new MovieBox
        {
            Tracks = [.. tracks.Select(t => new MovieTrack(t))],
            CreationTime = identity is null ? null : new UtcTime(identity.StartMonotonicUs + identity.UtcOffsetUs),
            Identity = identity,
        };
        var writer = new BoxWriter();
        moov.WriteFile(writer);
        byte[] header = writer.ToArray();
        if (identity is not null)
        {
            IdentityBox.Seal(header);
        }
        return header;
    }
}
