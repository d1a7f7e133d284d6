using Nvr.Core.Media;

namespace Nvr.Recording.Backfill;

/// <summary>What waits for the decision whether it is written, in the order in which it came, up to a bound. Not thread-safe.</summary>
internal sealed class HeldUnits
{
    /// <summary>Two seconds of a camera of 32 Mbit/s, and what a flood may cost.</summary>
    private const long MostBytes = 8 << 20;

    private readonly List<HeldUnit> units = [];
    private long bytes;

    public int Count => units.Count;

    public IReadOnlyList<HeldUnit> Units => units;

    /// <summary>False when there is no room: then nothing was taken.</summary>
    public bool TryAdd(in AccessUnit unit, long placedUs, bool isOver, bool isJump)
    {
        if (bytes + unit.Data.Length > MostBytes)
        {
            return false;
        }
        bytes += unit.Data.Length;
        units.Add(new HeldUnit(unit, placedUs, isOver, isJump));
        return true;
    }

    public void Clear()
    {
        units.Clear();
        bytes = 0;
    }
}
