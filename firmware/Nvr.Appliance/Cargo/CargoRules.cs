using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>What is taken from sticks at all. Pure.</summary>
internal static class CargoRules
{
    /// <param name="isSent">It came over the network.</param>
    public static void RequireAllowed(CargoPolicy policy, string kind, bool isSent = false)
    {
        (bool isAllowed, string what) = kind switch
        {
            CargoReader.Update => (policy.Updates, "Updates"),
            CargoReader.Backup => (policy.Backups, "Backups of the settings"),
            _ => (policy.Models, "Models"),
        };
        if (!isAllowed)
        {
            throw new NvrException(ErrorKind.Refused, $"{what} {(isSent ? "" : "on USB keys ")}are switched off on this recorder.") { NextStep = isSent ? "An administrator can allow them under USB key." : "An administrator can allow them below." };
        }
    }

    /// <summary>Settings of a newer program may mean what this one does not know.</summary>
    public static void RequireNotNewer(string product) => RequireNotNewer(product, ProductVersion.Text);

    internal static void RequireNotNewer(string product, string own)
    {
        if (UpdateVersions.Compare(product, own) > 0)
        {
            throw new NvrException(ErrorKind.Unsupported, $"This backup was made by version {StickFile.Shown(product)}, which is newer than this recorder's ({own}).") { NextStep = "Update this recorder first." };
        }
    }

    /// <summary>What may be installed here at all: for this kind of box, and not older than what runs.</summary>
    public static void RequireFitting(UpdateBundle update, string running)
    {
        if (!update.FitsThisBox)
        {
            throw UpdateFailures.OtherBox(StickFile.Shown(update.Compatible), update.BoxCompatible);
        }
        if (UpdateFailures.NotNewer(StickFile.Shown(update.Version), running) is { } older)
        {
            throw older;
        }
    }

    public static void RequireConfirmed(string? typed, string name)
    {
        if (typed?.Trim() != name)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"To confirm, type {name} as it stands here.");
        }
    }
}
