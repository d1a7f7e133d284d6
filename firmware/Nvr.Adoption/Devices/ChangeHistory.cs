using Nvr.Core.Time;

namespace Nvr.Adoption.Devices;

/// <summary>The list of what was changed on a device. Pure.</summary>
internal static class ChangeHistory
{
    private const int Longest = 100;

    /// <summary>What is in force is kept whatever comes; of what was undone, the oldest goes when there is too much.</summary>
    public static IReadOnlyList<DeviceChange> Add(IReadOnlyList<DeviceChange> changes, DeviceChange change)
    {
        int surplus = changes.Count + 1 - Longest;
        DeviceChange[] spare = [.. changes.Where(c => c.UndoneAt is not null).Take(Math.Max(0, surplus))];
        return [.. changes.Except(spare), change];
    }

    public static IReadOnlyList<DeviceChange> Undo(IReadOnlyList<DeviceChange> changes, string encoder, UtcTime now) =>
        [.. changes.Select(c => c.Before.Token == encoder && c.UndoneAt is null ? c with { UndoneAt = now } : c)];
}
