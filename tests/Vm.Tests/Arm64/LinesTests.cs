using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Arm64;

/// <summary>
/// Lights and buttons on the lines of a real GPIO controller: the kernel's driver of a PL061 on arm64, the character device, the kernel's edges. Seen and pressed from outside the machine, with
/// <c>board/boards/qemu-virt.json</c> as it is.
/// </summary>
public sealed class LinesTests
{
    private const int StatusGreen = 0;
    private const int StatusRed = 1;
    private const int ExportButton = 2;
    private const int ResetButton = 6;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Panel_OnAPl061_IsLit_AndItsButtonsAreHeardByTheirEdges()
    {
        string nvrd = Arm64Files.Named("NVRD_ARM64");
        var files = new Dictionary<string, string>
        {
            ["/init"] = Path.Combine(AppContext.BaseDirectory, "Arm64", "init"),
            ["/opt/nvr/nvrd"] = nvrd,
            ["/opt/nvr/libe_sqlite3.so"] = Path.Combine(Path.GetDirectoryName(nvrd)!, "libe_sqlite3.so"),
            ["/opt/nvr/board.json"] = Path.Combine(AppContext.BaseDirectory, "Arm64", "qemu-virt.json"),
        };
        await using LineGuest guest = await LineGuest.StartAsync(Arm64Files.Named("NVR_VM_ARM64"), files);
        await guest.WaitForConsoleAsync("Setup code: ", s_patience);

        // Nobody looks after its disks here, which is told: amber is both lines of this light, and it does not blink.
        await Wait.UntilAsync(() => IsHigh(guest, StatusGreen) && IsHigh(guest, StatusRed), s_patience, () => $"STATUS is amber; {Told(guest)}");

        // An export without a key is refused: the edges of a short press have come through.
        await PressAsync(guest, ExportButton, TimeSpan.FromSeconds(0.4));
        await guest.WaitForConsoleAsync("The export button was pressed, and nothing can be written: There is no USB key in the box.", s_patience);

        // For six seconds: the stage is shown by fast blinking while it is held, and letting go there makes a new set-up code.
        int before = guest.Changes.Count;
        await PressAsync(guest, ResetButton, TimeSpan.FromSeconds(7));
        LineChange[] during = [.. guest.Changes.Skip(before)];
        await guest.WaitForConsoleAsync("Setup code: ", s_patience, times: 2);
        Assert.InRange(during.Count(c => c is { Line: StatusGreen, IsHigh: true }), 4, 12);
        Assert.InRange(during.Count(c => c is { Line: StatusRed, IsHigh: true }), 4, 12);
        long[] rises = [.. during.Where(c => c is { Line: StatusGreen, IsHigh: true }).Select(c => c.Milliseconds)];
        // Most of them, since an emulated processor may be late now and then.
        long[] apart = [.. rises.Zip(rises.Skip(1), (one, next) => next - one).Order()];
        Assert.True(apart[apart.Length / 2] is > 200 and < 300, $"{rises.Length} flashes, so many milliseconds apart: {string.Join(' ', apart)}");
    }

    private static async Task PressAsync(LineGuest guest, int line, TimeSpan time)
    {
        await guest.SetAsync(line, true);
        await Task.Delay(time, TestContext.Current.CancellationToken);
        await guest.SetAsync(line, false);
    }

    private static bool IsHigh(LineGuest guest, int line) => guest.Changes.LastOrDefault(c => c.Line == line)?.IsHigh == true;

    private static string Told(LineGuest guest) => $"{string.Join(' ', guest.Changes.TakeLast(20))}\n{guest.ConsoleText}";
}
