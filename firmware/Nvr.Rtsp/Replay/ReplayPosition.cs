namespace Nvr.Rtsp.Replay;

/// <summary>
/// Where one track of a replay stands, judged unit by unit from their extensions: only the first packet of a unit must carry one. What was sent already, or
/// lies before what was, is passed over up to the next clean picture after it. Times are the camera's UTC, microseconds.
/// </summary>
internal sealed class ReplayPosition
{
    /// <summary>Pictures are sent in the order of decoding: this far their times may step back.</summary>
    private const long ReorderUs = 1_000_000;

    /// <summary>The media time and the times of the recording may differ by this much before it is a jump.</summary>
    private const long JumpUs = 1_000_000;

    private uint? unit;
    private long newestUs = long.MinValue;
    private bool isBehind;

    /// <summary>Of the unit that is being received.</summary>
    public long UtcUs { get; private set; }

    /// <summary>The unit that is being received is the last one of all.</summary>
    public bool IsTerminal { get; private set; }

    /// <summary>Units that came without a time.</summary>
    public int Clockless { get; private set; }

    /// <summary>Whether the packet is wanted, and whether it begins elsewhere.</summary>
    public bool Take(uint rtpTime, int clockRate, bool hasExtension, in ReplayExtension extension, out bool jumps)
    {
        jumps = false;
        if (rtpTime == unit)
        {
            return !isBehind;
        }
        if (!hasExtension)
        {
            Clockless++;
            isBehind = true;
            unit = rtpTime;
            return false;
        }
        long mediaUs = unit is { } before ? (int)(rtpTime - before) * 1_000_000L / clockRate : 0;
        bool moved = unit is not null && Math.Abs(extension.UtcUs - UtcUs - mediaUs) > JumpUs;
        jumps = Move(extension, moved || extension.IsDiscontinuous);
        unit = rtpTime;
        IsTerminal |= extension.IsTerminal;
        return !isBehind;
    }

    private bool Move(in ReplayExtension extension, bool moved)
    {
        bool first = newestUs == long.MinValue;
        bool wasBehind = isBehind;
        isBehind = !first && (wasBehind
            ? extension.UtcUs <= newestUs || !extension.IsClean
            : extension.UtcUs <= newestUs - ReorderUs || (moved && extension.UtcUs <= newestUs));
        UtcUs = extension.UtcUs;
        newestUs = isBehind ? newestUs : Math.Max(newestUs, UtcUs);
        return !first && !isBehind && (moved || wasBehind);
    }
}
