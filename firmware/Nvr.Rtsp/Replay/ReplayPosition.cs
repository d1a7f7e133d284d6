namespace Nvr.Rtsp.Replay;

/// <summary>
/// Where one track of a replay stands, judged unit by unit from their extensions: only the first packet of a unit must carry one. What was sent already, or
/// lies before what was, is passed over up to what follows it. Times are the camera's UTC, microseconds.
/// </summary>
internal sealed class ReplayPosition
{
    /// <summary>Pictures are sent in the order of decoding: this far their times may step back.</summary>
    private const long ReorderUs = 1_000_000;

    /// <summary>The media time and the times of the recording may differ by this much before it is a jump.</summary>
    private const long JumpUs = 1_000_000;

    /// <summary>After a repetition the next picture follows the last new one if it is this near; else decoding begins at a clean one.</summary>
    private const long FollowsUs = 250_000;

    private uint? unit;
    private long newestUs = long.MinValue;
    private bool isBehind;

    /// <summary>Of the unit that is being received.</summary>
    public long UtcUs { get; private set; }

    /// <summary>The unit that is being received is the last one of all.</summary>
    public bool IsTerminal { get; private set; }

    /// <summary>Units that came without a time.</summary>
    public int Clockless { get; private set; }

    /// <summary>The packet begins elsewhere in the recording.</summary>
    public bool Jumps { get; private set; }

    /// <summary>Packets before this one were passed over, or it begins elsewhere: its sequence number and media time tell nothing.</summary>
    public bool Rejoins { get; private set; }

    /// <summary>Whether the packet is wanted.</summary>
    public bool Take(uint rtpTime, int clockRate, bool hasExtension, in ReplayExtension extension)
    {
        (Jumps, Rejoins) = (false, false);
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
        Move(extension, moved || extension.IsDiscontinuous);
        unit = rtpTime;
        IsTerminal |= extension.IsTerminal;
        return !isBehind;
    }

    private void Move(in ReplayExtension extension, bool moved)
    {
        bool first = newestUs == long.MinValue;
        bool wasBehind = isBehind;
        isBehind = !first && (wasBehind
            ? extension.UtcUs <= newestUs || !(extension.IsClean || extension.UtcUs - newestUs <= FollowsUs)
            : extension.UtcUs <= newestUs - ReorderUs || (moved && extension.UtcUs <= newestUs));
        UtcUs = extension.UtcUs;
        Rejoins = !first && !isBehind && (moved || wasBehind);
        Jumps = Rejoins && (!wasBehind || UtcUs - newestUs > FollowsUs);
        newestUs = isBehind ? newestUs : Math.Max(newestUs, UtcUs);
    }
}
