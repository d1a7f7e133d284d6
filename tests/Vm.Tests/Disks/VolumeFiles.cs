using SimCamera;
using Torture.Oracle;
using Vm.Guests;
using Xunit;

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

    /// <summary>No picture of any camera is missing or there twice, from the first that was recorded to a disk until now: each camera numbers its pictures, outside the guest.</summary>
    public static async Task<long> HaveNoGapAsync(DiskBox box)
    {
        using var files = new VolumeFiles(box.Guest);
        IReadOnlyList<RecordedFile> stored = await files.ReadNewAsync();
        long pictures = 0;
        foreach (SimulatedCamera camera in box.Cameras.Cameras)
        {
            var ledger = new CounterLedger(stored.SelectMany(f => f.Stamps).Where(s => s.Camera == camera.Number).Select(s => s.Counter));
            Assert.True(ledger is { Frames: > 0, Missing.Count: 0, Doubled.Count: 0 }, $"{camera.Name}: {ledger}");
            pictures += ledger.Frames;
        }
        return pictures;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
