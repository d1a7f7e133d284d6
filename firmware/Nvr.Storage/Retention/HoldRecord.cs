namespace Nvr.Storage.Retention;

/// <summary>
/// A hold as stored: the UTC range as asked, and the stretches of footage under it at that time in the monotonic time of their boots,
/// which no clock step can move.
/// </summary>
internal sealed record HoldRecord(
    long Id, Guid Camera, long StartUs, long EndUs, string Reason, string CreatedBy, long CreatedUs, IReadOnlyList<HoldStretch> Stretches);
