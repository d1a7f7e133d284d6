using System.Globalization;
using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Export;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Sticks;

/// <summary>What page and panel say of sticks and exports. Pure.</summary>
internal static class StickWords
{
    public const string Running = "running";
    public const string Releasing = "releasing";
    public const string SafeToRemove = "safeToRemove";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";

    public static StickView Of(StickFacts stick) => new(
        stick.Id,
        NameOf(stick),
        stick.Bytes,
        stick.FreeBytes,
        stick.FileSystem switch
        {
            StickFileSystem.ExFat => "exfat",
            StickFileSystem.Fat32 => "fat32",
            StickFileSystem.Ext4 => "ext4",
            StickFileSystem.Ntfs => "ntfs",
            StickFileSystem.None => "none",
            _ => "other",
        },
        stick.Verdict.IsUsable,
        stick.Verdict.Sentence ?? $"It can be used ({stick.FileSystemName}).",
        stick.Verdict.NextStep);

    public static string NameOf(StickFacts stick) => stick.Label.Length > 0 ? $"{stick.Label} ({stick.Name})" : stick.Name;

    public static StickExportView Begun(WantedExport wanted) =>
        new(Running, $"The export to {NameOf(wanted.Stick)} begins.", null, 0, null, 0, 0, NameOf(wanted.Stick), null, wanted.WantedBy);

    public static StickExportView Refused(NvrException refused, string wantedBy) => new(Failed, refused.Message, refused.NextStep, 0, null, 0, 0, null, null, wantedBy);

    public static StickExportView Released(StickFacts stick) => new(SafeToRemove, $"{NameOf(stick)} is safe to remove.", null, 1, null, 0, 0, NameOf(stick), null, "");

    public static StickExportView Written(WantedExport wanted, ExportProgress step, bool isSlow) => new(
        Running,
        string.Create(CultureInfo.InvariantCulture, $"File {Math.Min(step.FilesDone + 1, step.Files)} of {step.Files} is being written to {NameOf(wanted.Stick)}."),
        isSlow ? "This USB key is slow. Leave it in until it is safe to remove; a faster one saves time." : null,
        step.Bytes == 0 ? 0 : Math.Min(1, (double)step.BytesDone / step.Bytes),
        step.Remaining is { } left ? (long)left.TotalSeconds : null,
        step.BytesDone,
        step.Bytes,
        NameOf(wanted.Stick),
        step.Folder,
        wanted.WantedBy);

    public static StickExportView Finishing(StickExportView now) => now with { State = Releasing, Sentence = "The last of it is being written out. Leave the USB key in.", Done = 1, SecondsLeft = null };

    public static StickExportView Ended(StickExportView now, ExportResult result) => now with
    {
        State = result.IsComplete ? SafeToRemove : Failed,
        Sentence = $"{result.Sentence} The USB key is safe to remove.",
        NextStep = null,
        SecondsLeft = null,
        WrittenBytes = result.Bytes,
        Folder = Path.GetFileName(result.Folder),
    };

    public static StickExportView Cancel(StickExportView now, bool isReleased) => now with
    {
        State = Cancelled,
        Sentence = $"The export was cancelled. {Incomplete(now)}{Safe(isReleased)}",
        NextStep = null,
        SecondsLeft = null,
    };

    public static StickExportView Fail(StickExportView now, NvrException failure, bool isReleased) => now with
    {
        State = Failed,
        Sentence = $"{failure.Message} {Incomplete(now)}{Safe(isReleased)}",
        NextStep = failure.NextStep,
        SecondsLeft = null,
    };

    public static StickExportView Pulled(StickExportView now) => now with
    {
        State = Failed,
        Sentence = now.State == Releasing ? "The USB key was pulled out before it was safe to remove." : $"The USB key was pulled out before the export was done. {Incomplete(now)}".TrimEnd(),
        NextStep = now.State == Releasing ? "Verify what is on it, and export again if anything is missing." : "Insert it again and export again.",
        SecondsLeft = null,
    };

    public static StickExportView Broken(WantedExport wanted) => Begun(wanted) with
    {
        State = Failed,
        Sentence = "The export broke off. The recorder went on recording; its log has the cause.",
        NextStep = "Export again. If that fails too, take what matters as a download from this page.",
    };

    private static string Incomplete(StickExportView now) => now is { Folder: not null, State: Running } ? "What was written is flagged as incomplete. " : "";

    private static string Safe(bool isReleased) => isReleased ? "The USB key is safe to remove." : "";
}
