namespace Nvr.Board.Panel;

/// <summary>Judges the recording by the age of what is on the disk. Pure.</summary>
public static class RecordingProofs
{
    /// <summary>A camera whose last durable footage is older has stopped recording.</summary>
    public static TimeSpan Limit => TimeSpan.FromSeconds(90);

    /// <param name="ages">For each enabled camera the age, by the monotonic clock, of its last durable footage on the mounted volume; null when there is none.</param>
    public static RecordingProof Of(IReadOnlyCollection<TimeSpan?> ages) =>
        ages.Count == 0 ? RecordingProof.NothingToRecord
        : Proven(ages) == ages.Count ? RecordingProof.All
        : Proven(ages) > 0 ? RecordingProof.Some
        : RecordingProof.None;

    /// <summary>How many of the cameras are being recorded.</summary>
    public static int Proven(IReadOnlyCollection<TimeSpan?> ages) => ages.Count(a => a <= Limit);
}
