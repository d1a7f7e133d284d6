using Nvr.Web.Box;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A box with a display and a reset button that follows no time server.</summary>
public sealed class FakeBoxFacts : IBoxFacts
{
    public ClockStanding Clock { get; set; } = ClockStanding.Plausible;

    public Uri? Page { get; set; } = new("https://192.168.1.5:8443/");

    public string Serial => "SN-1";

    public bool HasResetButton => true;

    public bool HasDisplay => true;

    public string? Fingerprint { get; set; } = new('a', 64);

    public Task<string?> ExportFingerprintAsync(CancellationToken cancellation) => Task.FromResult(Fingerprint);
}
