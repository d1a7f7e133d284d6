namespace Nvr.Recording.Policy;

/// <summary>A policy, worked out once for those who ask it every second. Immutable.</summary>
internal sealed class PolicyInForce(RecordingPolicy policy)
{
    public WeekSchedule Schedule { get; } = new(policy);

    public long PreRecordUs { get; } = policy.PreRecordSeconds * 1_000_000L;

    public long PostRecordUs { get; } = policy.PostRecordSeconds * 1_000_000L;
}
