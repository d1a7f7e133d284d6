using Nvr.Core;
using Nvr.Storage;

namespace Nvr.Recording.Segments;

/// <summary>
/// Accounts for every moment of one stream that has no footage, with the reason. The gap is written in pieces while it lasts,
/// so that a power cut in the middle of an outage does not lose its reason; the index joins the pieces. Used by the supervisor
/// between sessions and by the pump during one, never by both at once.
/// </summary>
internal sealed class GapKeeper(CameraId camera, StreamKind stream, IFootageWriter writer, long startUs)
{
    /// <summary>Less than this between two segments is the jitter of placing them.</summary>
    private const long ShortestUs = 200_000;

    private long sinceUs = startUs;
    private GapReason reason = GapReason.RecorderStopped;
    private string detail = "The recorder was starting.";

    /// <summary>There is footage up to here.</summary>
    public void Recorded(long untilUs) => sinceUs = Math.Max(sinceUs, untilUs);

    /// <summary>The outage has lasted until now, for this reason.</summary>
    public void Extend(long nowUs, GapReason why, string inWords)
    {
        (reason, detail) = (why, inWords);
        Write(nowUs);
    }

    /// <summary>Footage begins again.</summary>
    public void Resume(long startUs) => Write(startUs);

    private void Write(long untilUs)
    {
        if (untilUs - sinceUs >= ShortestUs)
        {
            writer.AddGap(camera, stream, sinceUs, untilUs, reason, detail);
            sinceUs = untilUs;
        }
    }
}
