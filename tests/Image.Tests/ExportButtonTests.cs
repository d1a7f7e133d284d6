using System.Text.Json;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests;

/// <summary>On the image for a board with an ARM processor, whose panel is on the lines of its GPIO controller: a light that proves recording, and the button from which an export comes that the verifier accepts.</summary>
[Trait("Board", "qemu-virt")]
public sealed class ExportButtonTests
{
    // As in board/boards/qemu-virt.json.
    private const int ExportButton = 2;
    private const int RecGreen = 4;
    private const int RecRed = 5;
    private const long KeyBytes = 512L << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <summary>The program that the image was made with.</summary>
    private static string Program => Environment.GetEnvironmentVariable("NVRD_ARM64") is { Length: > 0 } path
        ? path
        : throw new InvalidOperationException("NVRD_ARM64 is not set: run tools/vm --image with NVR_IMAGE_BOARD=qemu-virt, or set it as that script does.");

    [Fact]
    public async Task Button_IsPressed_AndTheKeyHoldsWhatTheVerifierAccepts()
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-image-key-");
        try
        {
            await using ImageBox box = await ImageBox.StartAsync();
            await box.OpenAsync();
            await box.MakeMirrorAndRecordAsync();
            await Wait.UntilAsync(() => IsHigh(box, RecGreen) && !IsHigh(box, RecRed), s_patience, () => $"REC is green; the lines changed so: {string.Join(' ', box.Guest.LineChanges.TakeLast(20))}");
            await box.Api.WaitForFootageAsync(box.CameraNames, 20, s_patience);

            GuestDrive key = await PlugKeyAsync(box, scratch);
            await box.Guest.PressAsync(ExportButton, TimeSpan.FromSeconds(0.4));
            JsonElement end = await EndAsync(box);
            Assert.Equal(("safeToRemove", "front panel"), (end.GetProperty("state").GetString(), end.GetProperty("wantedBy").GetString()));

            // What is said to be safe is so at once.
            await box.Guest.TakePowerAsync();
            string folder = end.GetProperty("folder").GetString()!;
            await ForeignProgram.OutputAsync("mcopy", "-s", "-n", "-i", key.File, $"::/{folder}", scratch.FullName);
            ProgramResult verified = await ForeignProgram.RunAsync("qemu-aarch64-static", Program, "verify", Path.Combine(scratch.FullName, folder));
            Assert.True(verified.ExitCode == 0, verified.ToString());
            Assert.Equal(box.CameraNames.Length, verified.Output.Split('\n').Count(l => l.StartsWith("unchanged ", StringComparison.Ordinal) && l.EndsWith(".mp4", StringComparison.Ordinal)));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static bool IsHigh(ImageBox box, int line) => box.Guest.LineChanges.LastOrDefault(c => c.Line == line)?.IsHigh == true;

    private static async Task<GuestDrive> PlugKeyAsync(ImageBox box, DirectoryInfo scratch)
    {
        GuestDrive key = GuestDrive.Create("key", Path.Combine(scratch.FullName, "key"), KeyBytes) with { Device = "usb-storage" };
        await ForeignProgram.OutputAsync("mkfs.vfat", "-F", "32", "-n", "EVIDENCE", key.File);
        await box.Guest.PlugAsync(key);
        JsonElement all = default;
        await Wait.UntilAsync(
            async () => (all = await box.Api.GetAsync("sticks")).GetProperty("sticks").EnumerateArray().Any(s => s.GetProperty("isUsable").GetBoolean()), s_patience, () => $"the USB key can be used: {all}");
        return key;
    }

    private static async Task<JsonElement> EndAsync(ImageBox box)
    {
        JsonElement all = default;
        await Wait.UntilAsync(
            async () => (all = await box.Api.GetAsync("sticks")).GetProperty("export") is { ValueKind: JsonValueKind.Object } export && export.GetProperty("state").GetString() is "safeToRemove" or "failed" or "cancelled",
            s_patience,
            () => $"the export has ended: {all}");
        return all.GetProperty("export");
    }
}
