using Nvr.Core.Media;
using Nvr.Rtsp.Replay;
using SimCamera.Stamp;

namespace Nvr.Rtsp.Tests.Replay;

/// <summary>Keeps the stamp and the time of each replayed picture.</summary>
internal sealed class ReplayedPictures(long enoughAtUs = long.MaxValue) : IReplaySink
{
    public List<(FrameStamp Stamp, long CaptureUs, bool IsKey)> Pictures { get; } = [];

    public int Jumps { get; private set; }

    public bool IsSatisfied => Pictures.Count > 0 && Pictures[^1].CaptureUs >= enoughAtUs;

    public void OnJump() => Jumps++;

    public void OnAccessUnit(in AccessUnit unit)
    {
        if (FrameStamp.TryRead(unit.Data, out FrameStamp stamp))
        {
            Pictures.Add((stamp, unit.CaptureUs, unit.IsRandomAccess));
        }
    }
}
