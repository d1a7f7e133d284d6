using System.Text.Json;
using System.Text.Json.Nodes;
using Image.Tests.Starts;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Image.Tests.Exports;

/// <summary>From a box to the police officer's: a USB key is in, one button is pressed on the page, and what is on the key is accepted by the verifier.</summary>
public sealed class KeyExportTests : IDisposable
{
    private const long KeyBytes = 256L << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-image-key-");

    [Fact]
    public async Task Export_AtTheButton_LiesOnTheKey_AndIsAcceptedByTheVerifier()
    {
        GuestDrive key = GuestDrive.Create("key", At("key"), KeyBytes) with { Device = "usb-storage" };
        await ForeignProgram.OutputAsync("mkfs.vfat", "-F", "32", "-n", "EVIDENCE", key.File);
        await using ImageBox box = await ImageBox.StartAsync(change: o => o with { Drives = [.. o.Drives, key] });
        await box.OpenAsync();
        await box.MakeMirrorAndRecordAsync();
        await box.Api.WaitForFootageAsync(box.CameraNames, 10, s_patience);
        JsonElement all = default;
        await Wait.UntilAsync(
            async () => (all = await box.Api.GetAsync("sticks")).GetProperty("sticks") is var sticks && sticks.GetArrayLength() == 1 && sticks[0].GetProperty("isUsable").GetBoolean(), s_patience, () => $"the USB key can be used: {all}");

        await box.Api.SendAsync(HttpMethod.Post, "sticks/export", new JsonObject { ["stick"] = all.GetProperty("sticks")[0].GetProperty("id").GetString() });
        await Wait.UntilAsync(
            async () => (all = await box.Api.GetAsync("sticks")).GetProperty("export") is { ValueKind: JsonValueKind.Object } export && export.GetProperty("state").GetString() is not ("running" or "releasing"), s_patience, () => $"the export ends: {all}");
        Assert.Equal("safeToRemove", all.GetProperty("export").GetProperty("state").GetString());

        await box.Guest.TakePowerAsync();
        Directory.CreateDirectory(At("read"));
        await ForeignProgram.OutputAsync("mcopy", "-s", "-n", "-i", key.File, "::/", At("read"));
        string manifest = Assert.Single(Directory.EnumerateFiles(At("read"), "manifest.json", SearchOption.AllDirectories));
        SystemImage image = await SystemImage.ReadAsync();
        await image.UnpackAsync(At("system"), "usr/lib/nvrd");
        ProgramResult verified = await ForeignProgram.RunAsync(At("system/usr/lib/nvrd/nvrd"), "verify", Path.GetDirectoryName(manifest)!);
        Assert.True(verified.ExitCode == 0, verified.ToString());
        foreach (string name in box.CameraNames)
        {
            Assert.Contains(name, await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    public void Dispose() => scratch.Delete(recursive: true);

    private string At(string name) => Path.Combine(scratch.FullName, name);
}
