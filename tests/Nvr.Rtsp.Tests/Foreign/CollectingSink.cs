using Nvr.Core.Media;

namespace Nvr.Rtsp.Tests.Foreign;

/// <summary>Copies what a receiver hands on.</summary>
public sealed class CollectingSink : IAccessUnitSink
{
    public List<CollectedUnit> Units { get; } = [];

    public void OnAccessUnit(in AccessUnit unit) => Units.Add(new CollectedUnit(
        unit.Format, unit.Dts, unit.CompositionOffset, unit.CaptureUs, unit.IsRandomAccess, unit.LostPackets, unit.Data.ToArray()));
}
