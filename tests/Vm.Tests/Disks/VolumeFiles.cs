using Torture.Oracle;
using Vm.Guests;

namespace Vm.Tests.Disks;

/// <summary>The files on the volumes in the bays of a guest, brought to this machine and read there from the first byte to the last. Disposing deletes the copies.</summary>
internal sealed class VolumeFiles(Guest guest) : IDisposable
{
    private const string Gathered = "/run/gathered";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-vm-segments-");
    private readonly HashSet<string> seen = [];

    /// <summary>Those that were not there at the last call.</summary>
    public async Task<IReadOnlyList<RecordedFile>> ReadNewAsync()
    {
        string[] there = (await guest.OutputAsync("find /media/nvr -name '*.mp4' | sort")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] added = [.. there.Where(seen.Add)];
        if (added.Length == 0)
        {
            return [];
        }
        string here = Path.Combine(folder.FullName, $"{seen.Count}");
        await guest.OutputAsync($"rm -rf {Gathered} && mkdir {Gathered} && cp {string.Join(' ', added)} {Gathered}");
        await guest.CopyOutAsync(Gathered, here);
        return [.. Directory.GetFiles(here).Order(StringComparer.Ordinal).Select(RecordedFile.Read)];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
