namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Derives decoding times from presentation times that come in decoding order: with N pictures reordered, the time of picture i
/// is the (i - N)th smallest presentation time. Strictly increasing whatever comes in.
/// </summary>
internal sealed class DecodeOrder
{
    /// <summary>The largest depth that H.264 and H.265 allow.</summary>
    internal const int MaxDepth = 16;

    private readonly long[] _waiting = new long[MaxDepth + 2];
    private int _count;
    private long _last = long.MinValue;

    /// <summary>N, from the parameter sets or learnt.</summary>
    public int Depth { get; private set; }

    public void SetDepth(int depth) => Depth = Math.Clamp(depth, 0, MaxDepth);

    /// <summary>Tells that a picture was legally shown before one already timed: one more is reordered than thought.</summary>
    public bool Learn(long presentationTicks)
    {
        if (presentationTicks > _last || Depth == MaxDepth)
        {
            return false;
        }

        Depth++;
        return true;
    }

    /// <summary>The decoding time of the next picture. <paramref name="intervalTicks"/> spaces the first N, which have no smaller.</summary>
    public long Next(long presentationTicks, long intervalTicks)
    {
        Insert(presentationTicks);
        var time = _last == long.MinValue ? presentationTicks - (Depth * intervalTicks) : _last + 1;
        if (_last != long.MinValue && _count <= Depth)
        {
            time = Math.Max(time, Math.Min(_waiting[0] - 1, _last + intervalTicks));
        }

        while (_count > Depth)
        {
            time = Math.Max(time, _waiting[0]);
            RemoveFirst();
        }

        _last = time;
        return time;
    }

    private void Insert(long value)
    {
        var at = _count++;
        while (at > 0 && _waiting[at - 1] > value)
        {
            _waiting[at] = _waiting[at - 1];
            at--;
        }

        _waiting[at] = value;
    }

    private void RemoveFirst()
    {
        _count--;
        Array.Copy(_waiting, 1, _waiting, 0, _count);
    }
}
