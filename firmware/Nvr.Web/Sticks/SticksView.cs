namespace Nvr.Web.Sticks;

/// <summary>The USB sticks of the box at one moment. Immutable.</summary>
/// <param name="Trouble">Why they cannot be looked at just now; null when they can.</param>
/// <param name="Export">Null when there was none since the start.</param>
/// <param name="Button">What the export button writes.</param>
/// <param name="Fingerprint">SHA-256 of the certificate that exports are signed with, 64 hexadecimal digits: by comparing it somebody knows that an export is this recorder's. Null before the first export since the start.</param>
public sealed record SticksView(string? Trouble, IReadOnlyList<StickView> Sticks, StickExportView? Export, StickPolicy Button, string? Fingerprint);
