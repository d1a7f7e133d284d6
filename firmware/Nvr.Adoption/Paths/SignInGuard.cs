using Nvr.Core.Time;

namespace Nvr.Adoption.Paths;

/// <summary>
/// Keeps the box from locking accounts on cameras: at most three failed sign-ins for one device in ten minutes, whoever tries and by whichever
/// protocol. A try is taken before it is made and counts as failed until it is settled. Thread-safe.
/// </summary>
public sealed class SignInGuard(BoxClock clock)
{
    /// <summary>Cameras lock an account after five to seven (Hikvision and Dahua by default).</summary>
    public const int MaxFailures = 3;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int MostDevices = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<long>> failuresUs = new(StringComparer.Ordinal);

    /// <summary>Takes one try; false when there are none left for now. Settle it with <see cref="Succeeded"/> or <see cref="GiveBack"/>, or it has failed.</summary>
    public bool TryTake(string device)
    {
        lock (gate)
        {
            List<long> failures = Recent_NeedsLock(device);
            if (failures.Count >= MaxFailures)
            {
                return false;
            }
            failures.Add(clock.MonotonicUs);
            failuresUs[device] = failures;
            return true;
        }
    }

    /// <summary>The device took the password: its counter begins anew, too.</summary>
    public void Succeeded(string device)
    {
        lock (gate)
        {
            failuresUs.Remove(device);
        }
    }

    /// <summary>The try told nothing about the password: no answer, or none was asked for.</summary>
    public void GiveBack(string device)
    {
        lock (gate)
        {
            if (failuresUs.TryGetValue(device, out List<long>? failures) && failures.Count > 0)
            {
                failures.RemoveAt(failures.Count - 1);
            }
        }
    }

    /// <summary>How long until there is a try again; zero when there is one.</summary>
    public TimeSpan WaitFor(string device)
    {
        lock (gate)
        {
            List<long> failures = Recent_NeedsLock(device);
            return failures.Count < MaxFailures
                ? TimeSpan.Zero
                : TimeSpan.FromMicroseconds(failures[0] + (long)Window.TotalMicroseconds - clock.MonotonicUs);
        }
    }

    private List<long> Recent_NeedsLock(string device)
    {
        long oldestUs = clock.MonotonicUs - (long)Window.TotalMicroseconds;
        if (failuresUs.Count >= MostDevices)
        {
            foreach (string idle in failuresUs.Where(f => f.Value.TrueForAll(at => at <= oldestUs)).Select(f => f.Key).ToArray())
            {
                failuresUs.Remove(idle);
            }
        }
        List<long> failures = failuresUs.GetValueOrDefault(device) ?? [];
        failures.RemoveAll(at => at <= oldestUs);
        return failures;
    }
}
