using System.Buffers;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Watching;

/// <summary>
/// One camera's units from its last key frame on, as long as only key frames are decoded: should something have changed, they are decoded after all. Bounded, and a share of what all cameras may keep together. Used by one thread; the units
/// handed on are valid during the call.
/// </summary>
internal sealed class KeptGroup(KeptBytes budget) : IDisposable
{
    /// <summary>Who would have to catch up with more would be late for seconds.</summary>
    internal const int MostUnits = 160;
    internal const int MostBytes = 2 << 20;

    private const int FirstBytes = 32 << 10;

    private readonly List<Place> places = [];
    private byte[] buffer = [];
    private int used;

    /// <summary>Begins with a key frame, and forgets what was before. False when there is no room for it.</summary>
    public bool Begin(in UnitMessage key)
    {
        Clear();
        return Add(key);
    }

    /// <summary>False when there is no room for it; what was kept is still there.</summary>
    public bool Add(in UnitMessage unit)
    {
        if (places.Count >= MostUnits || used + unit.Data.Length > MostBytes || !TryGrow(used + unit.Data.Length))
        {
            return false;
        }
        unit.Data.CopyTo(buffer.AsSpan(used));
        places.Add(new Place(used, unit.Data.Length, unit.Dts, unit.CaptureUs, unit.IsRandomAccess));
        used += unit.Data.Length;
        return true;
    }

    /// <summary>How many are kept.</summary>
    public int Count => places.Count;

    public UnitMessage this[int index] => new()
    {
        Track = 0,
        IsRandomAccess = places[index].IsKey,
        Dts = places[index].Dts,
        CaptureUs = places[index].CaptureUs,
        Data = buffer.AsSpan(places[index].From, places[index].Length),
    };

    /// <summary>Forgets the units; the memory stays for those that follow.</summary>
    public void Clear()
    {
        places.Clear();
        used = 0;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Clear();
        if (buffer.Length > 0)
        {
            budget.Return(buffer.Length);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    public void Dispose() => Release();

    private bool TryGrow(int bytes)
    {
        if (bytes <= buffer.Length)
        {
            return true;
        }
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes, Math.Max(FirstBytes, Math.Min(MostBytes, 2 * buffer.Length))));
        if (!budget.TryTake(larger.Length - buffer.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }
        buffer.AsSpan(0, used).CopyTo(larger);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        buffer = larger;
        return true;
    }

    private readonly record struct Place(int From, int Length, long Dts, long CaptureUs, bool IsKey);
}
