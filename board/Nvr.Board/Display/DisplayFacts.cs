using Nvr.Board.Panel;
using Nvr.Core.Health;

namespace Nvr.Board.Display;

/// <summary>Everything that the display has to tell at one moment. Immutable.</summary>
public sealed record DisplayFacts
{
    public BoxPhase Phase { get; init; } = BoxPhase.Starting;

    public required string Name { get; init; }

    /// <summary>Where a browser finds the page; null without a network.</summary>
    public Uri? Page { get; init; }

    /// <summary>Of the page's certificate by SHA-256, as hexadecimal digits; null where the page is not encrypted.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Eight digits; null once the box is set up.</summary>
    public string? SetupCode { get; init; }

    /// <summary>Of <see cref="CamerasWanted"/>, how many are proven to be on a disk.</summary>
    public int CamerasRecording { get; init; }

    public int CamerasWanted { get; init; }

    /// <summary>One line about where the footage goes.</summary>
    public string Storage { get; init; } = "";

    /// <summary>What a person should see to, worst first.</summary>
    public IReadOnlyList<HealthItem> Troubles { get; init; } = [];

    public ExportState Export { get; init; }

    /// <summary>0 to 1.</summary>
    public double ExportDone { get; init; }

    /// <summary>What the export has to say beside that.</summary>
    public string ExportSentence { get; init; } = "";

    public ResetStage Reset { get; init; }

    public bool IsLocating { get; init; }
}
