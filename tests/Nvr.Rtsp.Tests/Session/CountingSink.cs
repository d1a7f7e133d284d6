using Nvr.Core.Media;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Counts what it is given; allocates nothing.</summary>
internal sealed class CountingSink : IAccessUnitSink
{
    private readonly int[] units = new int[8];

    public int RandomAccess { get; private set; }

    public long Bytes { get; private set; }

    public int Composed { get; private set; }

    public TrackFormat? VideoFormat { get; private set; }

    public int Units(int track) => units[track];

    public void OnAccessUnit(in AccessUnit unit)
    {
        units[unit.Track]++;
        Bytes += unit.Data.Length;
        RandomAccess += unit.Track == 0 && unit.IsRandomAccess ? 1 : 0;
        Composed += unit.CompositionOffset > 0 ? 1 : 0;
        VideoFormat = unit.Track == 0 ? unit.Format : VideoFormat;
    }
}
