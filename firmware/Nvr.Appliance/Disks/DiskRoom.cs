using Nvr.Board;
using Nvr.Board.Disks;
using Nvr.Core;
using Nvr.Storage.Settings;
using Nvr.Web.Disks;

namespace Nvr.Appliance.Disks;

/// <summary>What the page may ask of the disks: finds what is named, refuses what must not be, and has the rest done. Thread-safe.</summary>
internal sealed class DiskRoom(BoardDescription board, DiskSteward steward, DiskWork work, TimeProvider time) : IDiskRoom
{
    private const int LongestName = 20;

    private DiskPicture Now => steward.Picture;

    private IDisks Disks => steward.Disks ?? throw new NvrException(ErrorKind.Unsupported, "This box has no disk bays that it looks after.");

    public DisksView Read() => steward.Disks is null
        ? new DisksView(false, null, [], [], [], [], null)
        : DiskViews.Of(Now, board.Bays, steward.BayStates, work.View);

    public void Create(NewVolume wish)
    {
        IDisks disks = Disks;
        string name = NameOf(wish.Name);
        FileSystemKind kind = DiskViews.FileSystemOf(wish.FileSystem);
        StoragePlan plan = StoragePlanner.Make(DiskViews.LevelOf(wish.Level), [.. wish.Disks.Select(Disk)]);
        work.Begin($"The volume \"{name}\" is being made.", async cancellation =>
        {
            string[] devices = [.. plan.Disks.Select(d => d.Device)];
            string? array = plan.Level == RaidLevel.Single ? null : await disks.CreateArrayAsync(plan.Level, name, devices, cancellation);
            string device = array is null ? devices[0] : (await steward.ObserveAsync(cancellation)).Reading.Arrays.First(a => a.Id == array).Device!;
            // The label names the directory that it is mounted at; two volumes never share one.
            string fileSystem = await disks.FormatAsync(device, kind, BookedVolume.LabelPrefix + Guid.NewGuid().ToString("N")[..6], cancellation);
            steward.Book.Add(new BookedVolume(name, fileSystem, array)
            {
                WasWhole = array is null,
                Bays = [.. plan.Disks.Select(d => d.Bay!).Order(StringComparer.Ordinal)],
                LastCheck = time.GetUtcNow(),
            });
        });
    }

    public void Adopt(string volume, string name)
    {
        IDisks disks = Disks;
        string called = NameOf(name);
        ArrayFacts? array = Now.Reading.Arrays.FirstOrDefault(a => a.Id == volume);
        DiskFacts? single = Now.Reading.Disks.FirstOrDefault(d => d.FileSystem?.Uuid == volume);
        FileSystemFacts system = array?.FileSystem ?? single?.FileSystem ?? throw new NvrException(ErrorKind.NotFound, "There is no file system on what was named that could hold footage.");
        RequireForeign(volume);
        RequireTouchable(array, single);
        string device = array?.Device ?? single!.Device;
        work.Begin($"The volume \"{called}\" is being taken into use.", async cancellation =>
        {
            string at = await disks.MountAsync(device, cancellation);
            if (KnownVolume.At(at) is not { } id)
            {
                // Whoever is to have it next finds it as it was.
                await disks.UnmountAsync(device, cancellation);
                throw new NvrException(ErrorKind.Conflict, "There is no footage of a recorder like this one on it.") { NextStep = "Delete it if nobody needs it, and make a new volume." };
            }
            steward.Book.Add(new BookedVolume(called, system.Uuid, array?.Id) { VolumeId = id, WasWhole = true, LastCheck = time.GetUtcNow() });
        });
    }

    public void Delete(string volume, string? confirmation)
    {
        IDisks disks = Disks;
        VolumeState? own = Now.Volumes.FirstOrDefault(v => v.Booked.Id == volume);
        ArrayFacts? array = Now.Reading.Arrays.FirstOrDefault(a => a.Id == volume);
        DiskFacts? foreign = Now.ForeignSingles.FirstOrDefault(d => d.FileSystem!.Uuid == volume);
        string name = own?.Booked.Name ?? array?.Name ?? (foreign is null ? null : SerialOf(foreign)) ?? throw new NvrException(ErrorKind.NotFound, "There is no such volume.");
        RequireConfirmed(name, confirmation, foreign is null ? "name of the volume" : "serial number of the disk");
        RequireTouchable(array, foreign);
        string? single = own?.Disk?.Device ?? foreign?.Device;
        work.Begin($"The volume \"{name}\" is being deleted.", async cancellation =>
        {
            steward.Book.Remove(volume);
            await steward.LetGoAsync(own, cancellation);
            if (array is not null)
            {
                await disks.DeleteArrayAsync(array.Id, cancellation);
            }
            else if (single is not null)
            {
                await disks.EraseAsync(single, cancellation);
            }
        });
    }

    public void Erase(string disk, string? confirmation)
    {
        IDisks disks = Disks;
        DiskFacts found = Disk(disk);
        StoragePlanner.RequireTouchable(found);
        (ArrayFacts? array, ArrayMember? member) = BayStates.PlaceOf(found, Now.Reading);
        if (array is { IsRunning: true } && member is not { State: MemberState.Faulty })
        {
            throw new NvrException(ErrorKind.Conflict, $"The disk in bay {found.Bay} is in use in the array \"{array.Name}\".") { NextStep = "Delete the array first, if nobody needs it." };
        }
        if (Now.Volumes.Any(v => v.Disk?.Device == found.Device))
        {
            throw new NvrException(ErrorKind.Conflict, $"The disk in bay {found.Bay} takes footage.") { NextStep = "Delete the volume on it first, if nobody needs it." };
        }
        RequireConfirmed(SerialOf(found), confirmation, "serial number of the disk");
        work.Begin($"The disk in bay {found.Bay} is being erased.", cancellation => disks.EraseAsync(found.Device, cancellation));
    }

    public void AddSpare(string volume, string disk)
    {
        IDisks disks = Disks;
        ArrayFacts array = OwnArray(volume);
        DiskFacts found = Disk(disk);
        StoragePlanner.RequireTouchable(found);
        if (!StoragePlanner.MayBeUsed(found))
        {
            throw new NvrException(ErrorKind.Conflict, $"The disk in bay {found.Bay} is not empty: it holds {found.ContentName}.") { NextStep = "Erase it first if nobody needs that any more." };
        }
        if (found.SizeBytes < array.MemberBytes)
        {
            throw new NvrException(ErrorKind.Conflict, $"The disk in bay {found.Bay} is too small for the array \"{array.Name}\".");
        }
        work.Begin($"The disk in bay {found.Bay} is being given to the array \"{array.Name}\".", cancellation => disks.AddMemberAsync(array.Id, found.Device, cancellation));
    }

    public void Check(string volume)
    {
        IDisks disks = Disks;
        ArrayFacts array = OwnArray(volume);
        if (array is not { IsRunning: true, Action: SyncAction.Idle, Missing: 0 })
        {
            throw new NvrException(ErrorKind.Conflict, $"The disks of the array \"{array.Name}\" cannot be compared just now.") { NextStep = "Wait until it is whole and at rest." };
        }
        work.Begin($"The disks of the array \"{array.Name}\" are to be compared.", async cancellation =>
        {
            await disks.CheckAsync(array.Id, cancellation);
            steward.Book.Change(array.Id, b => b with { LastCheck = time.GetUtcNow() });
        });
    }

    public void Locate(string bay, bool on)
    {
        RequireBay(bay);
        steward.Locate(on ? bay : null);
    }

    public void Plug(string bay, long bytes)
    {
        RequireBay(bay);
        if (Disks is not SimulatedDisks simulated)
        {
            throw new NvrException(ErrorKind.Unsupported, "Only the disks of a simulated board can be plugged this way.");
        }
        if (bytes < 0)
        {
            throw new NvrException(ErrorKind.InvalidInput, "'bytes' is the size of the disk, or 0 to pull it.");
        }
        if (bytes == 0)
        {
            simulated.Pull(bay);
        }
        else
        {
            simulated.Insert(bay, bytes);
        }
    }

    /// <summary>What a person types to confirm that a disk is meant.</summary>
    public static string SerialOf(DiskFacts disk) => disk.Serial.Length > 0 ? disk.Serial : disk.Id;

    private void RequireTouchable(ArrayFacts? array, DiskFacts? single)
    {
        foreach (DiskFacts disk in (array?.Members ?? []).Select(m => Now.Reading.DiskAt(m.Device)).Append(single).OfType<DiskFacts>())
        {
            StoragePlanner.RequireTouchable(disk);
        }
    }

    private static void RequireConfirmed(string wanted, string? typed, string what)
    {
        if (typed?.Trim() != wanted)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"Everything on it would be lost. To confirm, give the {what}: {wanted}");
        }
    }

    private string NameOf(string typed)
    {
        string name = typed.Trim();
        if (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new NvrException(ErrorKind.InvalidInput, $"The name \"{name}\" cannot be used: 1 to {LongestName} letters, digits, - and _.");
        }
        if (steward.Book.Volumes.Any(v => v.Name == name) || Now.Reading.Arrays.Any(a => a.Name == name))
        {
            throw new NvrException(ErrorKind.Conflict, $"There is a volume with the name \"{name}\" already.");
        }
        return name;
    }

    private DiskFacts Disk(string id) =>
        Now.Reading.Disks.FirstOrDefault(d => d.Id == id) ?? throw new NvrException(ErrorKind.NotFound, $"There is no disk {id} in this box.");

    private ArrayFacts OwnArray(string volume)
    {
        if (!Now.IsOwn(volume))
        {
            throw new NvrException(ErrorKind.NotFound, "This box records to no such array.");
        }
        return Now.Reading.Arrays.FirstOrDefault(a => a.Id == volume) ?? throw new NvrException(ErrorKind.Conflict, "That array is not there just now.");
    }

    private void RequireForeign(string volume)
    {
        if (steward.Book.Volumes.Any(v => v.Id == volume))
        {
            throw new NvrException(ErrorKind.Conflict, "This box records to that volume already.");
        }
    }

    private void RequireBay(string bay)
    {
        if (board.Bays.All(b => b.Name != bay))
        {
            throw new NvrException(ErrorKind.NotFound, $"There is no bay {bay}.");
        }
    }
}
