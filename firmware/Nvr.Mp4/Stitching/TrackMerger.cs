using Nvr.Core.Media;
using Nvr.Mp4.Boxes;

namespace Nvr.Mp4.Stitching;

/// <summary>
/// Sorts the formats of all parts into the movie's tracks, video first. Video formats of one codec share a track, each with its own
/// sample entry. Another codec is another track, because FFmpeg's demuxer, which Chromium uses too, skips sample entries of a second codec
/// ("multiple fourcc not supported"). Every audio format is a track of its own: audio cannot carry its configuration in band as video
/// can, and a player that keeps the first sample entry would play the second as noise.
/// </summary>
internal sealed class TrackMerger
{
    private readonly List<MovieTrack> video = [];
    private readonly List<MovieTrack> audio = [];
    private readonly List<MovieTrack> tracks;

    public TrackMerger(IReadOnlyList<StitchPart> parts)
    {
        foreach (TrackFormat format in parts.SelectMany(p => p.Tracks))
        {
            Add(format);
        }
        tracks = [.. video, .. audio];
    }

    public IReadOnlyList<MovieTrack> Tracks => tracks;

    public TrackTarget[] TargetsOf(StitchPart part) => [.. part.Tracks.Select(TargetOf)];

    public MovieTrack TrackOf(TrackFormat format) => tracks.Find(t => Fits(t, format))!;

    private TrackTarget TargetOf(TrackFormat format)
    {
        int index = tracks.FindIndex(t => Fits(t, format));
        return new TrackTarget(index + 1, tracks[index].Formats.IndexOf(format) + 1, format.ClockRate);
    }

    private void Add(TrackFormat format)
    {
        List<MovieTrack> kind = format.IsVideo ? video : audio;
        MovieTrack? track = kind.Find(t => Fits(t, format));
        if (track is null)
        {
            kind.Add(new MovieTrack(format));
        }
        else if (!track.Formats.Contains(format))
        {
            track.Formats.Add(format);
        }
    }

    private static bool Fits(MovieTrack track, TrackFormat format) =>
        format.IsVideo ? track.First.Codec == format.Codec && track.ClockRate == format.ClockRate : track.First.Equals(format);
}
