using System.Net;

namespace Nvr.Adoption.Timekeeping;

/// <summary>What is known of a camera's clock when it is decided what to do about it. Immutable.</summary>
internal sealed record ClockFacts
{
    /// <summary>The camera's clock minus the box's.</summary>
    public required TimeSpan Offset { get; init; }

    public required bool BoxIsCredible { get; init; }

    /// <summary>The box's address as a time server for this camera; null when there is none.</summary>
    public IPAddress? Server { get; init; }

    /// <summary>What was changed before; null when nothing was.</summary>
    public ClockChange? Change { get; init; }

    /// <summary>What the camera says now; null when it does not say.</summary>
    public ClockSource? Now { get; init; }

    /// <summary>It took no time server, or follows none.</summary>
    public bool NtpIsUseless { get; init; }

    /// <summary>How long ago it was pointed at the box; null when it was not in this run.</summary>
    public TimeSpan? SincePointed { get; init; }

    /// <summary>How long ago its clock was last set by hand without being right afterwards; null when that did not happen.</summary>
    public TimeSpan? SinceInVain { get; init; }
}
