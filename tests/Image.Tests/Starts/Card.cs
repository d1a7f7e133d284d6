using Torture.Box;
using Vm.Guests;

namespace Image.Tests.Starts;

/// <summary>The card of a box without power, in somebody else's hands: its partitions by name, and the boot state by the system's own fw_printenv and fw_setenv. Disposing deletes what was copied from it, and leaves the card.</summary>
internal sealed class Card : IDisposable
{
    /// <summary>As /etc/fw_env.config of the image has them.</summary>
    private const int StateBytes = 0x200;
    private const int SecondAt = 0x100000;

    private const int TableAt = 512;
    private const int HeaderBytes = 512;
    private const int TableBytes = HeaderBytes + (128 * 128);

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-image-card-");
    private readonly ImageGuest guest;
    private readonly SystemImage image;

    private Card(ImageGuest guest, SystemImage image) => (this.guest, this.image) = (guest, image);

    private string State => At("state");

    private string Libraries => At("system/usr/lib/x86_64-linux-gnu");

    public static async Task<Card> OfAsync(ImageGuest guest) => new(guest, await SystemImage.ReadAsync());

    /// <summary>Copies a partition into a file, which lasts as long as this.</summary>
    public async Task<string> ReadAsync(string partition)
    {
        (long at, long bytes) = image.Partition(partition);
        await guest.ReadCardAsync(at, bytes, At(partition));
        return At(partition);
    }

    /// <summary>The same for the settings, whose partition has grown to the card's end.</summary>
    public async Task<string> ReadSettingsAsync()
    {
        long at = image.Partition("persist").At;
        await guest.ReadCardAsync(at, new ImageOptions().CardBytes - at, At("settings"));
        return At("settings");
    }

    public async Task<bool> IsEmptyAsync(string partition)
    {
        await using FileStream file = File.OpenRead(await ReadAsync(partition));
        byte[] piece = new byte[1 << 20];
        for (int read; (read = await file.ReadAsync(piece)) > 0;)
        {
            if (piece.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Makes a partition the same as another one of the same size.</summary>
    public async Task CopyAsync(string from, string to) => await guest.WriteCardAsync(image.Partition(to).At, await ReadAsync(from));

    /// <summary>Changes the bytes of a partition's first piece (1 MiB).</summary>
    public async Task ChangeStartAsync(string partition, Action<byte[]> change)
    {
        long at = image.Partition(partition).At;
        await guest.ReadCardAsync(at, 1 << 20, At("start"));
        byte[] bytes = await File.ReadAllBytesAsync(At("start"));
        change(bytes);
        await File.WriteAllBytesAsync(At("start"), bytes);
        await guest.WriteCardAsync(at, At("start"));
    }

    /// <summary>Has the kernel of a system told more than it was made with, in the text that its boot loader reads.</summary>
    public async Task AddKernelWordsAsync(string boot, string words)
    {
        string partition = await ReadAsync(boot);
        await ForeignProgram.OutputAsync("mcopy", "-n", "-o", "-i", partition, "::slot.txt", At("slot.txt"));
        await File.WriteAllTextAsync(At("slot.txt"), $"{(await File.ReadAllTextAsync(At("slot.txt"))).Trim()} {words}\n");
        await ForeignProgram.OutputAsync("mcopy", "-n", "-o", "-i", partition, At("slot.txt"), "::slot.txt");
        await guest.WriteCardAsync(image.Partition(boot).At, partition);
    }

    /// <summary>The first of the two tables of partitions, as it lies at the card's start (UEFI 2.10, 5.3: a header and 128 entries of 128 bytes).</summary>
    public async Task<byte[]> ReadTableAsync()
    {
        await guest.ReadCardAsync(TableAt, TableBytes, At("table"));
        return await File.ReadAllBytesAsync(At("table"));
    }

    /// <summary>A power cut while that table was written: all but its first two entries is what some other write left there.</summary>
    public async Task TearTableAsync()
    {
        byte[] bytes = await ReadTableAsync();
        bytes.AsSpan(HeaderBytes + 256).Fill(0x55);
        await File.WriteAllBytesAsync(At("table"), bytes);
        await guest.WriteCardAsync(TableAt, At("table"));
    }

    /// <summary>What the boot loader and RAUC know, read as RAUC does.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadStateAsync()
    {
        await ReadAsync("bootstate", State);
        return (await ToolAsync("fw_printenv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);
    }

    /// <summary>Sets it as RAUC does, one after the other.</summary>
    public async Task SetStateAsync(params (string Name, string Value)[] values)
    {
        await ReadAsync("bootstate", State);
        foreach ((string name, string value) in values)
        {
            await ToolAsync("fw_setenv", name, value);
        }
        await guest.WriteCardAsync(image.Partition("bootstate").At, State);
    }

    /// <summary>A power cut while this copy was written: its second half is what some other write left there. The newest is the one that <see cref="SetStateAsync"/> has written last.</summary>
    public async Task TearAsync(params IReadOnlyList<int> copies)
    {
        await ReadAsync("bootstate", State);
        byte[] bytes = await File.ReadAllBytesAsync(State);
        foreach (int copy in copies)
        {
            int at = copy * SecondAt;
            Array.Fill(bytes, (byte)0x55, at + (StateBytes / 2), StateBytes / 2);
        }
        await File.WriteAllBytesAsync(State, bytes);
        await guest.WriteCardAsync(image.Partition("bootstate").At, State);
    }

    /// <summary>0 or 1: the one with the higher flag.</summary>
    public async Task<int> NewestAsync()
    {
        await ReadAsync("bootstate", State);
        byte[] bytes = await File.ReadAllBytesAsync(State);
        return bytes[SecondAt + 4] > bytes[4] ? 1 : 0;
    }

    /// <summary>Whether both copies say the same.</summary>
    public async Task<bool> AgreesAsync()
    {
        await ReadAsync("bootstate", State);
        byte[] bytes = await File.ReadAllBytesAsync(State);
        return bytes.AsSpan(0, StateBytes).SequenceEqual(bytes.AsSpan(SecondAt, StateBytes));
    }

    public void Dispose() => scratch.Delete(recursive: true);

    private string At(string name) => Path.Combine(scratch.FullName, name);

    private async Task ReadAsync(string partition, string file)
    {
        (long at, long bytes) = image.Partition(partition);
        await guest.ReadCardAsync(at, bytes, file);
    }

    // Debian 13's own, with the libraries that they are linked to: this machine's may be of another making.
    private async Task<string> ToolAsync(string name, params string[] arguments)
    {
        if (!Directory.Exists(At("system")))
        {
            await image.UnpackAsync(At("system"), "usr/bin/fw_*", "usr/lib/x86_64-linux-gnu/lib[cyzu]*.so*", "usr/lib/x86_64-linux-gnu/ld-linux*");
            await File.WriteAllTextAsync(At("fw_env.config"), $"{State} 0x0 0x{StateBytes:x}\n{State} 0x{SecondAt:x} 0x{StateBytes:x}\n");
        }
        return await ForeignProgram.OutputAsync(Path.Combine(Libraries, "ld-linux-x86-64.so.2"), ["--library-path", Libraries, At($"system/usr/bin/{name}"), "-c", At("fw_env.config"), .. arguments]);
    }
}
