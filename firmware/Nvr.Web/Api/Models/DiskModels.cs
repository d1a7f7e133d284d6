namespace Nvr.Web.Api.Models;

internal sealed record NewVolumeBody(string? Name, string? Level, IReadOnlyList<string>? Disks, string? FileSystem = "ext4");

internal sealed record ConfirmBody(string? Confirm);

internal sealed record AdoptVolumeBody(string? Name);

internal sealed record SpareBody(string? Disk);

internal sealed record BayBody(bool Locating);

internal sealed record PlugBody(long Bytes);
