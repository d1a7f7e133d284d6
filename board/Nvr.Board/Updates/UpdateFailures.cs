using Nvr.Core;

namespace Nvr.Board.Updates;

/// <summary>The sentences of what can be wrong with an update.</summary>
public static class UpdateFailures
{
    public static NvrException NoUpdater(Exception? cause = null) =>
        new(ErrorKind.Unsupported, "This box cannot install updates by itself: its system has no updater (RAUC).", cause) { NextStep = "Ask whoever set up its system for an update." };

    public static NvrException OtherBox(string compatible, string boxCompatible, Exception? cause = null) =>
        new(ErrorKind.Unsupported, $"This update is for another kind of recorder ({compatible}); this one is {boxCompatible}.", cause) { NextStep = $"Get the update for {boxCompatible}." };

    /// <summary>Where it is older than what runs, or nobody can tell; null where it may be installed. The same version may: that mends the other system.</summary>
    public static NvrException? NotNewer(string version, string running) => UpdateVersions.Compare(version, running) switch
    {
        null when UpdateVersions.Is(running) => new(ErrorKind.Unsupported, $"Nobody can tell whether this update is newer than what runs here: its version, {version}, is not numbers with dots such as 2026.11.30.") { NextStep = "Get another update." },
        < 0 => new(ErrorKind.Unsupported, $"This update, version {version}, is older than what this recorder runs ({running}). Older software may have gaps that were closed since, and cannot read newer settings.") { NextStep = "Get a newer update." },
        _ => null,
    };

    public static NvrException NotSigned(Exception? cause = null) =>
        new(ErrorKind.Refused, "This update is not signed by whoever made the software of this recorder. It was not installed.", cause) { NextStep = "Take updates from their maker only." };

    public static NvrException Damaged(Exception? cause = null) =>
        new(ErrorKind.Unsupported, "This update is damaged or incomplete. Nothing of it is in use.", cause) { NextStep = "Copy it to the USB key again." };

    /// <summary>Where the updater does not say which of these it is.</summary>
    public static NvrException NotAccepted(Exception? cause = null) =>
        new(ErrorKind.Refused, "The updater does not accept this file: it is damaged, incomplete, or not signed for this recorder.", cause) { NextStep = "Copy it to the USB key again, and take updates from their maker only." };

    public static NvrException Busy(Exception? cause = null) => new(ErrorKind.Conflict, "Another update is being installed.", cause) { NextStep = "Wait until it is done." };

    public static NvrException BrokenOff(Exception? cause = null) =>
        new(ErrorKind.Unreachable, "The updater stopped before the update was installed. The box goes on with the software that it has.", cause) { NextStep = "Try again." };
}
