using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record NewVolumeBody(
    [property: Required] string? Name, [property: Required, OneOf("single", "raid1", "raid5", "raid6", "raid10")] string? Level, [property: Required] IReadOnlyList<string>? Disks,
    [property: OneOf("ext4", "xfs")] string? FileSystem = "ext4");

internal sealed record ConfirmBody([property: Required] string? Confirm);

internal sealed record AdoptVolumeBody([property: Required] string? Name);

internal sealed record SpareBody([property: Required] string? Disk);

internal sealed record BayBody([property: JsonRequired] bool Locating);

internal sealed record PlugBody([property: JsonRequired] long Bytes);
