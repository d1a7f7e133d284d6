namespace Nvr.Adoption.Events;

/// <summary>How much a device may tell, and how patiently it is listened to. Immutable.</summary>
public sealed record EventRules
{
    /// <summary>So many events of a device at once are taken; what is spent comes back at <see cref="EventsAMinute"/>.</summary>
    public int Burst { get; init; } = 120;

    public int EventsAMinute { get; init; } = 60;

    /// <summary>So many things may go on at a camera at the same time.</summary>
    public int MostOpen { get; init; } = 64;

    /// <summary>A device that floods is read no faster than one message in this time.</summary>
    public TimeSpan FloodPause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>A device that has not been heard for so long counts as lost, and what went on there as interrupted.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Before a device is asked again that rejects the password or has no events.</summary>
    public TimeSpan HopelessPause { get; init; } = TimeSpan.FromHours(6);

    /// <summary>An object that the metadata show is told as an event when it has been there for so long.</summary>
    public TimeSpan SightingAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>It has gone when it was not seen for so long.</summary>
    public TimeSpan GoneAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What stands still for so long, as parked cars do, is no event any longer.</summary>
    public TimeSpan StillFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>So long the news of an object waits for a picture that shows where it is, if the camera sends such.</summary>
    public TimeSpan BoxWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Objects of which the camera itself is less sure are not told; those without a figure are.</summary>
    public float LeastConfidence { get; init; } = 0.3f;

    /// <summary>The same news over two ways are this close in time: a camera's clock is known to a second.</summary>
    public TimeSpan TwinTolerance { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a metadata stream is read; of what it shows in between the newest picture counts.</summary>
    public TimeSpan MetadataInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A metadata stream that sends more bytes than this in ten seconds is given up.</summary>
    public long MostMetadataBytes { get; init; } = 16L << 20;

    /// <summary>And one whose documents cannot be read so many times in a row.</summary>
    public int MostBrokenDocuments { get; init; } = 20;

    /// <summary>A camera whose pictures do not arrive for so long has its metadata session closed: the place is for the picture.</summary>
    public TimeSpan YieldAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How soon a new device, or a changed one, is noticed.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(2);
}
