using System.Collections.Concurrent;
using Nvr.Adoption.Devices;
using Nvr.Onvif.Discovery;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// What is going on with one device in this run of the program; nothing of it outlives the program. One visit at a time holds
/// <see cref="Turn"/>; the rest may be read and set by any thread.
/// </summary>
internal sealed class DeviceCase(DeviceId id)
{
    public const long Never = long.MaxValue;

    private readonly ConcurrentDictionary<CameraAccount, byte> rejected = new();
    private long dueUs = Never;
    private DiscoveredDevice? seen;
    private CaseWords? words;
    private CameraAccount? given;

    public DeviceId Id { get; } = id;

    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Monotonic time of the next visit.</summary>
    public long DueUs
    {
        get => Volatile.Read(ref dueUs);
        set => Volatile.Write(ref dueUs, value);
    }

    /// <summary>As discovery knows it; null when it has not shown itself in this run.</summary>
    public DiscoveredDevice? Seen
    {
        get => Volatile.Read(ref seen);
        set => Volatile.Write(ref seen, value);
    }

    /// <summary>What was last found out about it.</summary>
    public CaseWords? Words
    {
        get => Volatile.Read(ref words);
        set => Volatile.Write(ref words, value);
    }

    /// <summary>What a person entered and what has not yet been accepted.</summary>
    public CameraAccount? Given
    {
        get => Volatile.Read(ref given);
        set => Volatile.Write(ref given, value);
    }

    /// <summary>A person said yes.</summary>
    public bool Confirmed { get; set; }

    /// <summary>The device whose cameras it is to take over, as a person decided.</summary>
    public DeviceId? Replaces { get; set; }

    /// <summary>Monotonic time at which it was first held back as a possible replacement; 0 while it is not.</summary>
    public long HeldSinceUs { get; set; }

    /// <summary>Monotonic time since which none of its cameras has a picture; 0 while one has.</summary>
    public long DarkSinceUs { get; set; }

    /// <summary>Visits since then, to ask whether its streams have moved.</summary>
    public int DarkVisits { get; set; }

    /// <summary>Visits in a row that came to nothing.</summary>
    public int Failures { get; set; }

    /// <summary>An account that the device rejected is not tried again: cameras lock accounts.</summary>
    public bool WasRejected(CameraAccount account) => rejected.ContainsKey(account);

    /// <summary>All is done that a person asked for.</summary>
    public void Settle()
    {
        Given = null;
        Confirmed = false;
        Replaces = null;
        HeldSinceUs = 0;
        Failures = 0;
        Words = null;
    }

    public void Reject(CameraAccount account) => rejected.TryAdd(account, 0);

    /// <summary>A person says that it is right after all; perhaps it was set on the camera meanwhile.</summary>
    public void Pardon(CameraAccount account) => rejected.TryRemove(account, out _);
}
