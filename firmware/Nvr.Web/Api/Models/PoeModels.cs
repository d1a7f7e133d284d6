using System.ComponentModel.DataAnnotations;
using Nvr.Board.Poe;
using Nvr.Board.Switches;
using Nvr.Core.Network;
using Nvr.Power.Keeping;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record PoeSupplyModel(string Name, double? BudgetWatts, double? MostWatts, double? UsedWatts, string? Problem)
{
    /// <summary>How many of its ports stand beside each other on the case, in the order in which they are listed; null for a switch.</summary>
    public int? PerRow { get; init; }

    public static PoeSupplyModel Of(SupplyView view) => new(view.Name, view.BudgetWatts, view.MostWatts, Rounded(view.UsedWatts, 1), view.Problem) { PerRow = view.PerRow };

    public static double? Rounded(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
}

internal sealed record PoePortModel
{
    /// <summary>As printed on the box; of a switch's port, the switch's name, a dot and the number.</summary>
    public required string Name { get; init; }

    /// <summary>What it shares its power from.</summary>
    public string? Supply { get; init; }

    /// <summary>False where somebody switched it off.</summary>
    public bool Enabled { get; init; }

    /// <summary>What it does: unknown, delivering, searching, off, denied or fault.</summary>
    [OneOf(typeof(PoePower))]
    public required string Power { get; init; }

    /// <summary>What is at the other end: unknown, nothing, device, legacy, wrongResistance, shortCircuit or broken.</summary>
    [OneOf(typeof(PoeDetection))]
    public required string Detection { get; init; }

    /// <summary>What the device asked for, 0 to 8; null where it is not told.</summary>
    public int? Class { get; init; }

    public double? Volts { get; init; }

    public double? Milliamps { get; init; }

    public double? Watts { get; init; }

    public bool? Link { get; init; }

    public required IReadOnlyList<string> Macs { get; init; }

    /// <summary>The ids of the cameras behind it.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }

    /// <summary>1 (first to lose its power when the budget is used up) to 3.</summary>
    public int Priority { get; init; }

    public bool CanSwitch { get; init; }

    /// <summary>True while it is without power for want of it.</summary>
    public bool Shed { get; init; }

    public bool Cycling { get; init; }

    /// <summary>Since the program started.</summary>
    public long Cycles { get; init; }

    /// <summary>What is the matter; null where all is well.</summary>
    public string? Sentence { get; init; }

    public string? NextStep { get; init; }

    public static PoePortModel Of(PortView view) => new()
    {
        Name = view.Port.Name,
        Supply = view.Port.Supply?.Name,
        Enabled = view.IsEnabled,
        Power = Words.Of(view.Port.Power),
        Detection = Words.Of(view.Port.Detection),
        Class = view.Port.Reading?.Class,
        Volts = PoeSupplyModel.Rounded(view.Port.Reading?.Volts, 2),
        Milliamps = PoeSupplyModel.Rounded(view.Port.Reading?.Milliamps, 0),
        Watts = PoeSupplyModel.Rounded(view.Port.Reading?.Watts, 2),
        Link = view.Port.HasLink,
        Macs = [.. view.Port.Macs.Select(MacText.Of)],
        Cameras = [.. view.Cameras.Select(c => c.ToString())],
        Priority = view.Port.Priority,
        CanSwitch = view.Port.CanSwitch,
        Shed = view.IsShed,
        Cycling = view.IsCycling,
        Cycles = view.Cycles,
        Sentence = view.Sentence,
        NextStep = view.NextStep,
    };
}

/// <summary>All PoE ports, of the box and of the switches that it manages.</summary>
internal sealed record PoeModel(IReadOnlyList<PoeSupplyModel> Supplies, IReadOnlyList<PoePortModel> Ports)
{
    public static PoeModel Of(PowerView view) => new([.. view.Supplies.Select(PoeSupplyModel.Of)], [.. view.Ports.Select(PoePortModel.Of)]);
}

internal sealed record PoePortBody
{
    /// <summary>Null to leave it as it is.</summary>
    public bool? Enabled { get; init; }

    /// <summary>1 to 3; null to leave it as it is.</summary>
    public int? Priority { get; init; }
}

internal sealed record PoeBudgetBody
{
    /// <summary>Null for all that the supply gives.</summary>
    public int? Watts { get; init; }
}

internal sealed record PoeMinuteModel(string At, double Watts);

internal sealed record PoeHistoryModel(IReadOnlyList<PoeMinuteModel> Minutes);

internal sealed record SwitchBody
{
    [Required]
    public string? Name { get; init; }

    /// <summary>An IP address.</summary>
    [Required]
    public string? Address { get; init; }

    /// <summary>Null for 161.</summary>
    public int? Port { get; init; }

    /// <summary>For version 2c.</summary>
    public string? Community { get; init; }

    /// <summary>For version 3.</summary>
    public string? UserName { get; init; }

    /// <summary>sha1 or sha256; null for sha1.</summary>
    [OneOf(typeof(SnmpHash), "")]
    public string? Hash { get; init; }

    public string? Password { get; init; }

    /// <summary>Null where messages are not encrypted.</summary>
    public string? EncryptionPassword { get; init; }
}

internal sealed record SwitchModel(
    string Name, string Address, int Port, [property: OneOf("2c", "3")] string Version, string? UserName, [property: OneOf(typeof(SnmpHash))] string? Hash, bool Encrypted)
{
    public static SwitchModel Of(ManagedSwitch known) => new(
        known.Name, known.EndPoint.Address.ToString(), known.EndPoint.Port, known.Access.UserName is null ? "2c" : "3", known.Access.UserName,
        known.Access.Password is null ? null : Words.Of(known.Access.Hash), known.Access.EncryptionPassword is not null);
}

internal sealed record SwitchList(IReadOnlyList<SwitchModel> Switches);

/// <summary>What a switch that was tried out has.</summary>
internal sealed record SwitchTrialModel(int Ports, int Delivering, string Sentence)
{
    public static SwitchTrialModel Of(IReadOnlyList<PoePort> ports)
    {
        int delivering = ports.Count(p => p.Power == PoePower.Delivering);
        return new SwitchTrialModel(ports.Count, delivering, $"The switch answers: {ports.Count} PoE ports, {delivering} of them deliver power.");
    }
}
