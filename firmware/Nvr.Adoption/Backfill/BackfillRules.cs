using Nvr.Rtsp.Replay;
using Nvr.Storage;

namespace Nvr.Adoption.Backfill;

/// <summary>Which holes are filled, and how patiently. Immutable.</summary>
public sealed record BackfillRules
{
    /// <summary>The camera or the way to it was at fault. What nobody wanted, what the disk lost and the time without nvrd are other matters.</summary>
    public IReadOnlySet<GapReason> Reasons { get; init; } =
        new HashSet<GapReason> { GapReason.CameraUnreachable, GapReason.CameraStalled, GapReason.NetworkLoss };

    /// <summary>How often the index is asked for holes.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A camera must have been recorded for so long again, and the hole be over for so long.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Older holes are left, as are those that retention would take away again at once. Cards of cameras seldom hold more.</summary>
    public TimeSpan ReachBack { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Shorter holes are not worth a connection. A fill that breaks off may leave some pictures before live footage: they are.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A hole longer than this is filled piece by piece, so that other cameras have their turn.</summary>
    public TimeSpan Piece { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>So many attempts in a row that bring nothing, and the hole is left.</summary>
    public int MostTries { get; init; } = 5;

    /// <summary>After the first attempt in vain; twice as long after each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A device that has no recording of its own is asked again after this.</summary>
    public TimeSpan UnsupportedPause { get; init; } = TimeSpan.FromHours(6);

    public ReplayRules Replay { get; init; } = new();
}
