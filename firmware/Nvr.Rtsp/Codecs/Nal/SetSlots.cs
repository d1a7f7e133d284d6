namespace Nvr.Rtsp.Codecs.Nal;

/// <summary>
/// Parameter sets of one kind by their id. What the session description said counts until the stream itself says something.
/// </summary>
internal sealed class SetSlots(int count)
{
    /// <summary>Real ones have less than 200 bytes; scaling lists make them a little longer.</summary>
    internal const int MaxSetBytes = 4096;

    private readonly byte[]?[] _sets = new byte[]?[count];
    private bool _isFromSdp;

    public int Count => _sets.Length;

    public byte[]? this[int id] => (uint)id < (uint)_sets.Length ? _sets[id] : null;

    /// <summary>True when this very set is stored; saves parsing what is repeated with every key frame.</summary>
    public bool Confirms(ReadOnlySpan<byte> nal, bool isInBand)
    {
        foreach (var set in _sets)
        {
            if (set is not null && nal.SequenceEqual(set))
            {
                _isFromSdp &= !isInBand;
                return true;
            }
        }

        return false;
    }

    /// <summary>True when this changed anything.</summary>
    public bool Store(int id, ReadOnlySpan<byte> nal, bool isInBand)
    {
        if ((uint)id >= (uint)_sets.Length || nal.Length > MaxSetBytes)
        {
            return false;
        }

        var isSuperseded = isInBand && _isFromSdp && !nal.SequenceEqual(_sets[id]);
        if (isSuperseded)
        {
            Array.Clear(_sets);
        }

        _isFromSdp = !isInBand && !isSuperseded;
        if (nal.SequenceEqual(_sets[id]) && _sets[id] is not null)
        {
            return false;
        }

        _sets[id] = nal.ToArray();
        return true;
    }
}
