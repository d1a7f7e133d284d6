using Torture.Box;
using Vm.Guests;
using Vm.Tests.Kit;

namespace Vm.Tests.Sticks;

/// <summary>A guest with USB sockets and the installed product, and sticks made on this machine. Disposing ends the guest.</summary>
internal sealed class StickBox : IAsyncDisposable
{
    private const long StickBytes = 128L << 20;

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-vm-sticks-");

    private StickBox(Guest guest) => Guest = guest;

    public Guest Guest { get; }

    public static async Task<StickBox> StartAsync()
    {
        var box = new StickBox(await InstalledGuest.StartAsync());
        try
        {
            await Product.SetBoardAsync(box.Guest, """{ "name": "USB sockets" }""");
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    /// <summary>A stick of 128 MB on which this program was run with its file as the last word.</summary>
    public async Task<GuestDrive> MakeAsync(string name, string program, params string[] arguments)
    {
        GuestDrive drive = GuestDrive.Create(name, Path.Combine(scratch.FullName, name), StickBytes) with { Device = "usb-storage" };
        await ForeignProgram.OutputAsync(program, [.. arguments, drive.File]);
        return drive;
    }

    /// <summary>What <c>nvrd board sticks</c> says, run as the product runs it.</summary>
    public Task<ProgramResult> SticksAsync(string arguments = "") => AsRecorderAsync($"/opt/nvr/nvrd board sticks --board {Product.BoardFile} {arguments}");

    /// <summary>The lines of its list, by the drive's place in the order of <c>/dev</c>.</summary>
    public async Task<string[]> ListAsync()
    {
        ProgramResult result = await SticksAsync();
        return result.ExitCode == 0 ? result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException(result.ToString());
    }

    /// <summary>A line of shell as the recorder's user, closed in as it is.</summary>
    public Task<ProgramResult> AsRecorderAsync(string command) => Product.AsRecorderAsync(Guest, command);

    public async ValueTask DisposeAsync()
    {
        await Guest.DisposeAsync();
        scratch.Delete(recursive: true);
    }
}
