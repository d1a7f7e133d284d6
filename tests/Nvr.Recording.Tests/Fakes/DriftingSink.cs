using Nvr.Core.Media;

namespace Nvr.Recording.Tests.Fakes;

/// <summary>Passes units on as a box sees them whose clock runs at another rate than the camera's.</summary>
internal sealed class DriftingSink(IAccessUnitSink next, double rate) : IAccessUnitSink
{
    private const long OriginUs = 1_000_000;

    public void OnAccessUnit(in AccessUnit unit) => next.OnAccessUnit(new AccessUnit
    {
        Track = unit.Track,
        Format = unit.Format,
        Dts = unit.Dts,
        CaptureUs = OriginUs + (long)((unit.CaptureUs - OriginUs) * rate),
        IsRandomAccess = unit.IsRandomAccess,
        Data = unit.Data,
    });
}
