namespace Nvr.Adoption.Devices;

/// <summary>Which new devices seem to take the place of which that are gone. Pure.</summary>
internal static class Replacements
{
    public static IReadOnlyList<ReplacementOffer> Among(IReadOnlyCollection<DeviceRecord> book)
    {
        DeviceRecord[] departed = [.. book.Where(d => d.State == DeviceState.Lost && d.HasCameras).OrderByDescending(d => d.LastSeen)];
        return [.. book.Where(IsNewcomer).Select(n => OfferTo(n, departed)).OfType<ReplacementOffer>()];
    }

    private static bool IsNewcomer(DeviceRecord device) =>
        !device.HasCameras && device.State is DeviceState.Found or DeviceState.Identified or DeviceState.NeedsPassword;

    private static ReplacementOffer? OfferTo(DeviceRecord newcomer, DeviceRecord[] departed)
    {
        if (departed.FirstOrDefault(d => HasSerialOf(d, newcomer)) is { } itself)
        {
            return new ReplacementOffer(newcomer, itself, ReplacementReason.SameSerial);
        }
        DeviceRecord? before = newcomer.Port is null ? null : departed.FirstOrDefault(d => d.Port == newcomer.Port && d.Interface == newcomer.Interface);
        return before is null ? null : new ReplacementOffer(newcomer, before, ReplacementReason.SamePort);
    }

    private static bool HasSerialOf(DeviceRecord departed, DeviceRecord newcomer) =>
        newcomer.Serial is not null
        && string.Equals(departed.Serial, newcomer.Serial, StringComparison.OrdinalIgnoreCase)
        && (departed.Maker is null || newcomer.Maker is null || string.Equals(departed.Maker, newcomer.Maker, StringComparison.OrdinalIgnoreCase));
}
