using System.Buffers;

namespace Nvr.Rtsp.Rtp;

/// <summary>
/// Puts packets back in the order of their sequence numbers. Packets in order pass without being copied; early ones wait in
/// rented buffers, until the gap before them closes, <see cref="MaxHeld"/> packets wait, or <see cref="MaxWaitUs"/> have passed.
/// </summary>
internal sealed class ReorderWindow : IDisposable
{
    internal const int MaxHeld = 32;
    internal const long MaxWaitUs = 100_000;
    private const int Slots = 64;

    // RFC 3550 appendix A.1: beyond these the numbers have started anew rather than gone missing.
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;

    private readonly byte[]?[] _buffers = new byte[Slots][];
    private readonly int[] _lengths = new int[Slots];
    private readonly long[] _arrivals = new long[Slots];
    private ushort _next;
    private int _restartAt = -1;
    private int _held;

    public enum Verdict
    {
        /// <summary>Deliver it now, then call <see cref="Advance"/> and take what waited.</summary>
        InOrder,

        /// <summary>Give it to <see cref="Hold"/>.</summary>
        Early,

        /// <summary>Came before, or too late.</summary>
        Late,

        /// <summary>So far ahead that what waits must go first; skip the gap and ask again.</summary>
        FarAhead,

        /// <summary>Out of any order: dropped, unless the next one follows it.</summary>
        Stray,
    }

    public bool Started { get; private set; }

    /// <summary>How many times 65,536 packets have gone by.</summary>
    public uint Cycles { get; private set; }

    public ushort Next => _next;

    public bool IsEmpty => _held == 0;

    public Verdict Judge(ushort sequence)
    {
        if (!Started || sequence == _restartAt)
        {
            Restart(sequence);
        }

        int ahead = (short)(sequence - _next);
        if (ahead is >= -MaxMisorder and < MaxDropout)
        {
            return JudgeNear(sequence, ahead);
        }

        _restartAt = (ushort)(sequence + 1);
        return Verdict.Stray;
    }

    public void Advance()
    {
        if (++_next == 0)
        {
            Cycles++;
        }
    }

    public void Hold(ushort sequence, ReadOnlySpan<byte> bytes, long arrivalUs)
    {
        var slot = sequence % Slots;
        if (_buffers[slot] is not { } buffer || buffer.Length < bytes.Length)
        {
            Return(slot);
            _buffers[slot] = buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        }

        bytes.CopyTo(buffer);
        _lengths[slot] = bytes.Length;
        _arrivals[slot] = arrivalUs;
        _held++;
    }

    /// <summary>The next packet, if it waits here. The bytes stay valid until the next <see cref="Hold"/>.</summary>
    public bool TryTake(out ReadOnlySpan<byte> bytes, out long arrivalUs)
    {
        var slot = _next % Slots;
        bytes = _buffers[slot].AsSpan(0, _lengths[slot]);
        arrivalUs = _arrivals[slot];
        if (_lengths[slot] == 0)
        {
            return false;
        }

        _lengths[slot] = 0;
        _held--;
        Advance();
        return true;
    }

    public bool MustGiveUp(long nowUs) => _held >= MaxHeld || (_held > 0 && nowUs - OldestArrival() > MaxWaitUs);

    /// <summary>Goes to the first waiting packet, or to <paramref name="sequence"/> when none waits; returns how many were lost.</summary>
    public int SkipGap(ushort sequence)
    {
        var lost = 0;
        while (_held > 0 ? _lengths[_next % Slots] == 0 : _next != sequence)
        {
            Advance();
            lost++;
        }

        return lost;
    }

    /// <summary>Forgets the numbers seen so far; the next packet starts anew.</summary>
    public void Reset()
    {
        Started = false;
        _restartAt = -1;
        Array.Clear(_lengths);
        _held = 0;
    }

    public void Dispose()
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            Return(slot);
        }
    }

    private Verdict JudgeNear(ushort sequence, int ahead)
    {
        _restartAt = -1;
        if (ahead == 0)
        {
            return Verdict.InOrder;
        }

        if (ahead < 0)
        {
            return Verdict.Late;
        }

        if (ahead >= Slots)
        {
            return Verdict.FarAhead;
        }

        return _lengths[sequence % Slots] != 0 ? Verdict.Late : Verdict.Early;
    }

    private void Restart(ushort sequence)
    {
        Reset();
        Started = true;
        _next = sequence;
    }

    private long OldestArrival()
    {
        var oldest = long.MaxValue;
        for (var slot = 0; slot < Slots; slot++)
        {
            if (_lengths[slot] != 0)
            {
                oldest = Math.Min(oldest, _arrivals[slot]);
            }
        }

        return oldest;
    }

    private void Return(int slot)
    {
        if (_buffers[slot] is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _buffers[slot] = null;
        }

        _lengths[slot] = 0;
    }
}
