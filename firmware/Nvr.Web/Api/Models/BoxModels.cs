using Nvr.Core.Health;
using Nvr.Core;
using Nvr.Storage;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record HealthItemModel(string Part, [property: OneOf(typeof(HealthLevel))] string Level, string Sentence, string? NextStep, string? Cause)
{
    public static HealthItemModel Of(HealthItem item, bool withCause) =>
        new(item.Part, Words.Of(item.Level), item.Sentence, item.NextStep, withCause ? item.Cause : null);
}

/// <summary>The worst level first; <paramref name="Level"/> is that of the worst item the caller may see.</summary>
internal sealed record HealthModel([property: OneOf(typeof(HealthLevel))] string Level, string Now, IReadOnlyList<HealthItemModel> Items);

internal sealed record VolumeModel(
    string Id, string Path, long TotalBytes, long FreeBytes, long FootageBytes, long Segments, long ReserveBytes, string? Problem)
{
    public static VolumeModel Of(VolumeStatus v) =>
        new(v.Id.ToString("N"), v.Path, v.TotalBytes, v.FreeBytes, v.FootageBytes, v.Segments, v.ReserveBytes, v.Problem);
}

internal sealed record UsageModel(string Camera, [property: OneOf(typeof(StreamKind))] string Stream, long Bytes, string Oldest, string Newest)
{
    public static UsageModel Of(CameraUsage u) => new(u.Camera.ToString(), Words.Of(u.Stream), u.Bytes, u.Oldest.ToString(), u.Newest.ToString());
}

internal sealed record StorageModel(IReadOnlyList<VolumeModel> Volumes, IReadOnlyList<UsageModel> Usage);
