namespace Nvr.Web.Box;

/// <summary>What the web room does not know of the box by itself. Thread-safe; nothing here fails where a part is missing.</summary>
public interface IBoxFacts
{
    /// <summary>How far the clock may be believed.</summary>
    ClockStanding Clock { get; }

    /// <summary>Where a browser reaches the page; null without a network.</summary>
    Uri? Page { get; }

    /// <summary>Of the machine; empty where it tells none.</summary>
    string Serial { get; }

    /// <summary>Whether holding a button of the box forgets the administrators' passwords.</summary>
    bool HasResetButton { get; }

    /// <summary>Whether the box shows a setup code on a display of its own; else it is told where the program writes.</summary>
    bool HasDisplay { get; }

    /// <summary>SHA-256 of the certificate by which exports are known to be this box's, 64 hexadecimal digits. Makes the key where there is none, which takes some seconds; null where it is damaged.</summary>
    Task<string?> ExportFingerprintAsync(CancellationToken cancellation);
}
