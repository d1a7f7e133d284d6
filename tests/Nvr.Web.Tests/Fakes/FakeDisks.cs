using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Web.Disks;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Disks that note what is wanted of them.</summary>
public sealed class FakeDisks : IDiskRoom
{
    public ConcurrentQueue<string> Wishes { get; } = new();

    public DisksView Read() => new(
        true,
        null,
        [new BayView("1", "well", "S1")],
        [new DiskView("S1", "/dev/sda", "1", "Model", "S1", 1000, 40, 10, 0, 0, "well", false, "nothing", true, null, null)],
        [],
        [new PlanView("single", ["S1"], 1000, 0, true)],
        null);

    public void Create(NewVolume wish) => Wishes.Enqueue($"create {wish.Name} {wish.Level} {string.Join(',', wish.Disks)} {wish.FileSystem}");

    public void Adopt(string volume, string name) => Wishes.Enqueue($"adopt {volume} {name}");

    public void Delete(string volume, string? confirmation) =>
        Wishes.Enqueue(confirmation is null ? throw new NvrException(ErrorKind.InvalidInput, "To confirm, give the name of the volume.") : $"delete {volume} {confirmation}");

    public void Erase(string disk, string? confirmation)
    {
        if (confirmation != disk)
        {
            throw new NvrException(ErrorKind.InvalidInput, "Type the serial number.");
        }
        Wishes.Enqueue($"erase {disk}");
    }

    public void AddSpare(string volume, string disk) => Wishes.Enqueue($"spare {volume} {disk}");

    public void Check(string volume) => Wishes.Enqueue($"check {volume}");

    public void Locate(string bay, bool on) => Wishes.Enqueue($"locate {bay} {on}");

    public void Plug(string bay, long bytes) => Wishes.Enqueue($"plug {bay} {bytes}");
}
