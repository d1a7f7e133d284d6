using System.Globalization;

namespace Nvr.Board.Sticks;

/// <summary>From what was found on a stick to what is told of it: which of its parts counts, and whether it can be written to. Pure.</summary>
public static class StickJudge
{
    /// <summary>Less holds no minute of a camera or two; it is a driver's disk, or a broken stick.</summary>
    public const long SmallestBytes = 64_000_000;

    private const string Reformat = "Format it as exFAT and insert it again.";
    private const string Another = "Use another USB key.";

    public static StickFacts Judge(StickDrive drive)
    {
        StickPart part = drive.Parts[Choose(drive)];
        string name = NameOf(StickText.Of(drive.Vendor), StickText.Of(drive.Model));
        return new StickFacts
        {
            Id = drive.Id,
            Name = name.Length > 0 ? name : "USB key",
            Label = StickText.Of(part.Label),
            Bytes = drive.Bytes,
            FileSystem = part.FileSystem,
            FileSystemName = StickFileSystems.NameOf(part.Type),
            MaxFileBytes = StickFileSystems.MaxFileBytes(part.FileSystem),
            FreeBytes = part.FreeBytes,
            IsReadOnly = drive.IsReadOnly || part.IsReadOnly,
            MountedAt = part.MountedAt,
            Verdict = Of(part, drive.IsReadOnly),
        };
    }

    /// <summary>Which of a stick's parts is written to, and told of: the first usable one; where there is none, the largest. An index into <see cref="StickDrive.Parts"/>, which is not empty.</summary>
    public static int Choose(StickDrive drive)
    {
        // Where one part holds footage nobody writes beside it.
        (int Index, StickPart Item)[] parts = [.. drive.Parts.Index()];
        return parts.Where(p => p.Item.HoldsFootage)
            .Concat(parts.Where(p => Of(p.Item, drive.IsReadOnly).IsUsable))
            .Concat(parts.OrderByDescending(p => p.Item.Bytes).ThenBy(p => p.Index))
            .First().Index;
    }

    /// <summary>Of one part, of a stick that can be written to or not. What cannot be mended on the stick comes first, so that nobody formats a stick in vain.</summary>
    public static StickVerdict Of(StickPart part, bool isDriveReadOnly) => part switch
    {
        { HoldsFootage: true } => new(StickCondition.HoldsFootage, "This disk holds footage of a recorder; nothing else is written to it.", Another),
        _ when isDriveReadOnly || part is { IsReadOnly: true, IsDamaged: false } =>
            new(StickCondition.WriteProtected, "This USB key is write-protected.", "Move the small switch on its side if it has one, and insert it again; or use another USB key."),
        { Bytes: < SmallestBytes } => new(
            StickCondition.TooSmall,
            string.Create(CultureInfo.InvariantCulture, $"This USB key has only {part.Bytes / 1_000_000} MB."),
            string.Create(CultureInfo.InvariantCulture, $"Use a USB key of {SmallestBytes / 1_000_000} MB or more.")),
        _ => OfFileSystem(part),
    };

    // Many models begin with their maker's name already.
    private static string NameOf(string vendor, string model) =>
        model.StartsWith(vendor, StringComparison.OrdinalIgnoreCase) ? model : model.Length > 0 ? $"{vendor} {model}" : vendor;

    private static StickVerdict OfFileSystem(StickPart part) => part.FileSystem switch
    {
        StickFileSystem.None => new(StickCondition.NoFileSystem, "This USB key is not formatted.", Reformat),
        StickFileSystem.Encrypted => new(StickCondition.Encrypted, "This USB key is encrypted, and this recorder cannot open it.", "Use a USB key that is not encrypted."),
        StickFileSystem.Ntfs => new(StickCondition.Ntfs, "This USB key is formatted as NTFS, which this recorder only reads.", Reformat),
        StickFileSystem.Other => new(
            StickCondition.ForeignFileSystem, $"This USB key is formatted as {StickFileSystems.NameOf(part.Type)}, which this recorder does not write to.", Reformat),
        _ when part.IsDamaged => StickVerdict.Damaged,
        _ => StickVerdict.Usable,
    };
}
