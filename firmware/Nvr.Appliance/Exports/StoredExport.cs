using System.Text.Json.Serialization;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Exports;

namespace Nvr.Appliance.Exports;

/// <summary>An export as it is kept over a restart. Immutable; times are RFC 3339.</summary>
/// <param name="State">As in <see cref="ExportView"/>, but for <c>making</c>: what was being made waits again after a restart.</param>
/// <param name="WasBegun">It was being made when this was written: a restart has broken it off.</param>
/// <param name="Bytes">Of the file; an estimate until it is ready.</param>
/// <param name="MovieTag">Entity tag of the movie, where its form is mp4 and it is ready.</param>
internal sealed record StoredExport(
    string Id, IReadOnlyList<ExportCameraView> Cameras, string From, string To, string Reason, string Form, string WantedBy, string WantedAt, string KeptUntil, string State,
    string Sentence, string? NextStep, bool WasBegun, bool? IsComplete, long Bytes, string? MovieTag, string? FileName)
{
    [JsonIgnore]
    public UtcRange Range => new(Time(From), Time(To));

    /// <summary>By which the protection of its recordings is found again.</summary>
    [JsonIgnore]
    public string HoldReason => $"Export {Id}.";

    public static UtcTime Time(string text) => UtcTime.TryParse(text, out UtcTime time) ? time : default;

    public static CameraId Camera(ExportCameraView camera) => CameraId.TryParse(camera.Id, out CameraId id) ? id : default;

    /// <summary>Whether this can have been written.</summary>
    public bool Holds() =>
        Id.Length is > 0 and <= 32 && Id.All(char.IsAsciiHexDigitLower) && Cameras.Count > 0 && Cameras.All(c => c is not null && CameraId.TryParse(c.Id, out _))
        && new[] { From, To, WantedAt, KeptUntil }.All(t => UtcTime.TryParse(t, out _)) && Form is ExportWish.Mp4 or ExportWish.Zip
        && State is ExportView.Waiting or ExportView.Ready or ExportView.Failed;
}
