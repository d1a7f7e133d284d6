using System.Text.Json;
using Torture.Box;
using Xunit;

namespace Image.Tests;

/// <summary>The image as it is flashed, from nothing: it starts, is set up, records to a mirror, and is the same box after its power was cut.</summary>
public sealed class FirstStartTests
{
    [Fact]
    public async Task Image_IsFlashed_SetUp_Records_AndOutlivesAPowerCut()
    {
        await using ImageBox box = await ImageBox.StartAsync();
        await box.OpenAsync();
        Assert.True(Disk(await box.DisksAsync(), "SYSTEM").GetProperty("isSystem").GetBoolean());

        await box.MakeMirrorAndRecordAsync();

        await box.Guest.TakePowerAsync();
        await box.Guest.GivePowerAsync();
        await box.OpenAsync();
        Assert.Equal(box.CameraNames.Order(StringComparer.Ordinal), (await box.Api.CamerasAsync()).Select(c => c.Name).Order(StringComparer.Ordinal));
        await box.RecordsAsync();
        Assert.DoesNotContain("emergency", box.Guest.ConsoleText, StringComparison.OrdinalIgnoreCase);
        // systemd leaves out a service where it finds one, and what the first ramdisk lacks is told by its shell.
        Assert.DoesNotContain("ordering cycle", box.Guest.ConsoleText, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("not found", box.Guest.ConsoleText.Split("Starting kernel")[^1], StringComparison.Ordinal);
    }

    private static JsonElement Disk(JsonElement disks, string serial) => disks.GetProperty("disks").EnumerateArray().Single(d => d.GetProperty("serial").GetString() == serial);
}
