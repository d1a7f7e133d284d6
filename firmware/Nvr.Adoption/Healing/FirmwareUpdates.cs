using System.Collections.Concurrent;
using Nvr.Adoption.Devices;
using Nvr.Core.Time;

namespace Nvr.Adoption.Healing;

/// <summary>
/// Which devices are known to install a firmware update: the owner said so, or the device did. In memory and with an end, so that a mark
/// that nobody takes away heals by itself. Thread-safe; never fails.
/// </summary>
public sealed class FirmwareUpdates(BoxClock clock)
{
    private readonly ConcurrentDictionary<DeviceId, long> untilUs = new();

    /// <summary>From now on, for that long; a mark that lasts longer stays.</summary>
    public void Begin(DeviceId device, TimeSpan length)
    {
        long endUs = clock.MonotonicUs + (long)length.TotalMicroseconds;
        untilUs.AddOrUpdate(device, endUs, (_, before) => Math.Max(before, endUs));
    }

    public void End(DeviceId device) => untilUs.TryRemove(device, out _);

    public bool IsRunning(DeviceId device) => Remaining(device) is not null;

    /// <summary>How long the mark still lasts; null when there is none.</summary>
    public TimeSpan? Remaining(DeviceId device)
    {
        if (!untilUs.TryGetValue(device, out long endUs))
        {
            return null;
        }
        long leftUs = endUs - clock.MonotonicUs;
        if (leftUs > 0)
        {
            return TimeSpan.FromMicroseconds(leftUs);
        }
        // Only this mark: somebody may have just set a new one.
        untilUs.TryRemove(KeyValuePair.Create(device, endUs));
        return null;
    }
}
