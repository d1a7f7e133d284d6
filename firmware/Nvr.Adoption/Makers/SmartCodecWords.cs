using Nvr.Adoption.Devices;

namespace Nvr.Adoption.Makers;

/// <summary>What is said about a "smart codec" that could not be switched off. Pure.</summary>
internal static class SmartCodecWords
{
    /// <summary>At such a distance of key pictures nothing is wrong, whatever the device says.</summary>
    private static readonly TimeSpan Regular = TimeSpan.FromSeconds(5);

    /// <summary>Null when nothing is to be said.</summary>
    /// <param name="device">As the book has it.</param>
    /// <param name="name">As the user calls it.</param>
    /// <param name="keyPictures">The longest distance that was measured of late; null while it is not known.</param>
    public static (string Sentence, string NextStep)? For(DeviceRecord device, string name, TimeSpan? keyPictures)
    {
        if (device.SmartCodec is not { UndoneAt: null } record || keyPictures <= Regular)
        {
            return null;
        }
        string smart = MakerTable.NameOf(device.Maker);
        string onItsPage = $"Switch {smart} off on the camera's own page, where its video is set.";
        return record.Outcome switch
        {
            SmartCodecOutcome.NeedsRestart => (
                $"{name} has taken the setting that switches {smart} off, but follows it only after a restart.",
                "Restart the camera on its own page, or unplug it for ten seconds."),
            SmartCodecOutcome.Refused => ($"{name} is recorded, but refuses to have {smart} switched off. Playback of it can begin at few places only.", onItsPage),
            SmartCodecOutcome.StillOn => (
                $"{name} is recorded. It says that {smart} was switched off, but it is still on. Playback of it can begin at few places only.",
                $"{onItsPage} If it comes back on, newer firmware may help."),
            SmartCodecOutcome.NotAllowed when keyPictures is not null => (
                $"{name} is recorded, but the recorder's user there may not switch {smart} off. Playback of it can begin at few places only.",
                $"{onItsPage} Or make the user that the recorder signs in with an administrator there."),
            SmartCodecOutcome.NoAnswer when keyPictures is not null => (
                $"{name} is recorded, but did not answer when {smart} was to be switched off. Playback of it can begin at few places only.", onItsPage),
            _ => null,
        };
    }
}
