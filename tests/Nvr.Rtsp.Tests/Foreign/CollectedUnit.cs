using Nvr.Core.Media;

namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>A copy of an access unit.</summary>
public sealed record CollectedUnit(
    TrackFormat Format, long Dts, int CompositionOffset, long CaptureUs, bool IsRandomAccess, int LostPackets, byte[] Data)
{
    public long Pts => Dts + CompositionOffset;
}
