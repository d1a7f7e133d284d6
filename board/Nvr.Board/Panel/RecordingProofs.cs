namespace Nvr.Board.Panel;

/// <summary>Judges the recording by the age of what is on the disk. Pure.</summary>
public static class RecordingProofs
{
    /// <summary>A camera whose last durable footage is older has stopped recording.</summary>
    public static TimeSpan Limit => TimeSpan.FromSeconds(90);

    /// <param name="ages">For each enabled camera the age, by the monotonic clock, of its last durable footage on the mounted volume; null when there is none.</param>
    public static RecordingProof Of(IEnumerable<TimeSpan?> ages)
    {
        int cameras = 0;
        int proven = 0;
        foreach (TimeSpan? age in ages)
        {
            cameras++;
            proven += age <= Limit ? 1 : 0;
        }
        return cameras == 0 ? RecordingProof.NothingToRecord
            : proven == cameras ? RecordingProof.All
            : proven > 0 ? RecordingProof.Some
            : RecordingProof.None;
    }
}
