using Nvr.Adoption.Devices;
using Nvr.Adoption.Timekeeping;
using Nvr.Core;

namespace Nvr.Adoption.Tests.Devices;

/// <summary>What the book remembers of who may see a password, and of a clock.</summary>
public sealed class DeviceTrustTests : IDisposable
{
    private readonly BookOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Fact]
    public void Password_MayBeShown_OnlyToTheCertificateThatItWasGivenTo()
    {
        DeviceId id = disk.Book.Sight(BookOnDisk.At("10.20.0.7", BookOnDisk.Mac(1), "S-0001")).Device.DeviceId;
        Assert.False(disk.Book.Pin(id, "ab12").MayBeShownPassword);

        Assert.True(disk.Book.TrustPinned(id).MayBeShownPassword);
        Assert.True(disk.Reopen().Find(id)!.MayBeShownPassword);

        Assert.False(disk.Book.Pin(id, "cd34").MayBeShownPassword);
    }

    [Fact]
    public void Device_WithoutACertificate_IsNeverTrusted()
    {
        DeviceId id = disk.Book.Sight(BookOnDisk.At("10.20.0.7", BookOnDisk.Mac(1), "S-0001")).Device.DeviceId;

        Assert.False(disk.Book.TrustPinned(id).MayBeShownPassword);
    }

    [Fact]
    public void Clock_ThatWasChanged_SurvivesARestart()
    {
        DeviceId id = disk.Book.Sight(BookOnDisk.At("10.20.0.7", BookOnDisk.Mac(1), "S-0001")).Device.DeviceId;
        disk.Book.AddSource(id, "1", CameraId.New());
        var before = new ClockSource(ByNtp: true, FromDhcp: true, []);
        disk.Book.NoteClock(id, new ClockChange { At = disk.Clock.WallNow, Before = before, After = new ClockSource(true, false, ["10.20.0.1"]) });

        ClockChange kept = disk.Reopen().Find(id)!.Clock!;

        Assert.Equal((true, true, 0), (kept.Before.ByNtp, kept.Before.FromDhcp, kept.Before.Servers.Count));
        Assert.Equal(["10.20.0.1"], kept.After.Servers);
        Assert.Null(kept.UndoneAt);
    }
}
