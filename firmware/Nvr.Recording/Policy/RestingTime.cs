using Nvr.Core;
using Nvr.Storage;

namespace Nvr.Recording.Policy;

/// <summary>
/// Accounts for the pictures of one stream that its policy did not ask for: they become a gap that is no loss. Written in pieces while it lasts, which the index joins.
/// Not thread-safe.
/// </summary>
internal sealed class RestingTime(CameraId camera, StreamKind stream, IFootageWriter writer)
{
    /// <summary>A power cut costs the reason of so much. Shorter pieces would keep the disk awake for a camera that rests.</summary>
    private const long PieceUs = 60_000_000;

    /// <summary>More than this between two fragments is time without pictures, of which somebody else tells the reason.</summary>
    private const long LongestSeamUs = 200_000;

    private const string Detail = "The camera's policy did not ask for it.";

    private long sinceUs;
    private long untilUs;

    /// <summary>Disposes a fragment that is not recorded.</summary>
    public void LetGo(in KeptFragment fragment)
    {
        if (fragment.StartUs - untilUs > LongestSeamUs)
        {
            Tell();
            sinceUs = fragment.StartUs;
        }
        untilUs = Math.Max(untilUs, fragment.EndUs);
        fragment.Fragment.Dispose();
        if (untilUs - sinceUs >= PieceUs)
        {
            Tell();
        }
    }

    /// <summary>Recording begins with what was captured at that moment: the gap ends there, not a step of the segments' clocks away.</summary>
    public void TellUntil(long recordedFromUs)
    {
        if (untilUs > sinceUs && Math.Abs(recordedFromUs - untilUs) <= LongestSeamUs)
        {
            untilUs = recordedFromUs;
        }
        Tell();
    }

    /// <summary>Nothing more comes for now.</summary>
    public void Tell()
    {
        if (untilUs > sinceUs)
        {
            writer.AddGap(camera, stream, sinceUs, untilUs, GapReason.NotWanted, Detail);
        }
        sinceUs = untilUs;
    }
}
