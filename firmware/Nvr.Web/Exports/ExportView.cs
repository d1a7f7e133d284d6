using Nvr.Web.OpenApi;

namespace Nvr.Web.Exports;

/// <summary>An export at one moment. Immutable; times are RFC 3339.</summary>
/// <param name="State"><c>waiting</c>, <c>making</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="Sentence">The same for people.</param>
/// <param name="Done">Of the bytes, 0 to 1.</param>
/// <param name="SecondsLeft">Null while that cannot be told.</param>
/// <param name="Bytes">Of the file; an estimate until it is ready.</param>
/// <param name="IsComplete">Null until it is ready; false where recordings could not be read.</param>
/// <param name="KeptUntil">Then it goes by itself.</param>
public sealed record ExportView(
    string Id, IReadOnlyList<ExportCameraView> Cameras, string From, string To, string Reason, [property: OneOf(ExportWish.Zip, ExportWish.Mp4)] string Form, string WantedBy, string WantedAt, [property: OneOf(ExportView.Waiting, ExportView.Making, ExportView.Ready, ExportView.Failed)] string State, string Sentence,
    string? NextStep, double Done, long? SecondsLeft, long Bytes, bool? IsComplete, string KeptUntil)
{
    public const string Waiting = "waiting";
    public const string Making = "making";
    public const string Ready = "ready";
    public const string Failed = "failed";
}
