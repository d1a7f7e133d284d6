using System.Globalization;
using System.Text.Json;
using Torture.Box;
using Vm.Guests;

namespace Image.Tests.Starts;

/// <summary>The image as it is flashed, looked into on this machine. Immutable; needs no box.</summary>
internal sealed class SystemImage
{
    private const int SectorBytes = 512;

    private readonly string image;
    private readonly Dictionary<string, (long At, long Bytes)> partitions;

    private SystemImage(string image, Dictionary<string, (long At, long Bytes)> partitions) => (this.image, this.partitions) = (image, partitions);

    public static async Task<SystemImage> ReadAsync()
    {
        string image = new ImageOptions().Image;
        using var table = JsonDocument.Parse(await ForeignProgram.OutputAsync("sfdisk", "--json", image));
        return new SystemImage(image, table.RootElement.GetProperty("partitiontable").GetProperty("partitions").EnumerateArray().ToDictionary(
            p => p.GetProperty("name").GetString()!, p => (p.GetProperty("start").GetInt64() * SectorBytes, p.GetProperty("size").GetInt64() * SectorBytes)));
    }

    /// <summary>Where a partition begins and how long it is, in bytes.</summary>
    public (long At, long Bytes) Partition(string name) => partitions[name];

    /// <summary>The text of a file of the system.</summary>
    public Task<string> FileAsync(string path) => ForeignProgram.OutputAsync("unsquashfs", "-o", Offset, "-cat", image, path);

    /// <summary>Every file with its rights and owner, a line each.</summary>
    public async Task<string[]> ListAsync() => (await ForeignProgram.OutputAsync("unsquashfs", "-o", Offset, "-lln", image)).Split('\n');

    /// <summary>Unpacks what fits the patterns into a folder that is not there yet.</summary>
    public Task UnpackAsync(string folder, params string[] patterns) => ForeignProgram.OutputAsync("unsquashfs", ["-q", "-n", "-o", Offset, "-d", folder, image, .. patterns]);

    private string Offset => partitions["system-a"].At.ToString(CultureInfo.InvariantCulture);
}
