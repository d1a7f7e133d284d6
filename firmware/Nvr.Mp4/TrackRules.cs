using Nvr.Core.Media;

namespace Nvr.Mp4;

internal static class TrackRules
{
    public static void Check(IReadOnlyList<TrackFormat> tracks)
    {
        bool shape = tracks.Count switch
        {
            1 => true,
            2 => tracks[0].IsVideo && !tracks[1].IsVideo,
            _ => false,
        };
        if (!shape)
        {
            throw new ArgumentException("A segment has one video track, one audio track, or video and then audio.", nameof(tracks));
        }
        foreach (TrackFormat track in tracks)
        {
            CheckOne(track);
        }
    }

    private static void CheckOne(TrackFormat track)
    {
        if (track.Codec is not (Codec.H264 or Codec.H265 or Codec.Mjpeg or Codec.Aac or Codec.Opus or Codec.Flac))
        {
            throw new ArgumentException($"{track.Codec} has no place in MP4; convert it first.", nameof(track));
        }
        if (track.ClockRate <= 0)
        {
            throw new ArgumentException("A track needs a clock rate.", nameof(track));
        }
    }
}
