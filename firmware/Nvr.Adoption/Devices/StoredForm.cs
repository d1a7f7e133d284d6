using System.Collections.Immutable;

namespace Nvr.Adoption.Devices;

/// <summary>What of the book goes to disk, and when. Pure.</summary>
internal static class StoredForm
{
    /// <summary>Without strangers; recording is proven anew after every start, so it is stored as set up.</summary>
    public static ImmutableList<DeviceRecord> Of(ImmutableList<DeviceRecord> book) => [.. book.Where(IsKept).Select(Plain)];

    /// <summary>Whether the difference is worth a write: flash wears, and sightings come every few seconds from every device.</summary>
    public static bool Differ(ImmutableList<DeviceRecord> one, ImmutableList<DeviceRecord> other) =>
        one.Count != other.Count || one.Zip(other).Any(pair => pair.First != pair.Second with { LastSeen = pair.First.LastSeen });

    // A serial number is known only from a device that was asked and answered: no flood of datagrams brings a write.
    private static bool IsKept(DeviceRecord device) =>
        device.HasCameras
        || device.State == DeviceState.Ignored
        || device.Serial is not null
        || device.UserName is not null
        || device.SealedPassword is not null
        || device.Changes.Count > 0
        || device.Clock is not null
        || device.SmartCodec is not null;

    private static DeviceRecord Plain(DeviceRecord device) =>
        device.State == DeviceState.Recording ? device with { State = DeviceState.SetUp } : device;
}
