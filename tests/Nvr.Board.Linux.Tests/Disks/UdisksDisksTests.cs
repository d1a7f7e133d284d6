using System.Text;
using System.Text.Json;
using Nvr.Board.Disks;
using Nvr.Board.Linux.Disks;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Linux.Tests.Disks;

/// <summary>The service over a real bus, with what the real one was recorded to say.</summary>
public sealed class UdisksDisksTests : IAsyncLifetime
{
    private static readonly CancellationToken s_now = TestContext.Current.CancellationToken;
    private static readonly BayDescription[] s_bays = [.. Enumerable.Range(1, 4).Select(n => new BayDescription($"{n}", null, $"BAY{n}", null))];

    private readonly MdFolder kernel = new();
    private readonly string mounts = Path.GetTempFileName();
    private PrivateBus bus = null!;
    private FakeUdisks service = null!;
    private UdisksDisks disks = null!;

    public async ValueTask InitializeAsync()
    {
        bus = await PrivateBus.StartAsync();
        service = await FakeUdisks.StartAsync(bus, "blank");
        foreach (string name in new[] { "sda", "vda", "vdb", "vdc", "vdd" })
        {
            kernel.WithDisk(name);
        }
        disks = Open(s_bays);
    }

    public async ValueTask DisposeAsync()
    {
        await disks.DisposeAsync();
        service.Dispose();
        bus.Dispose();
        kernel.Dispose();
        File.Delete(mounts);
    }

    [Fact]
    public async Task Disks_AreInTheirBays_WithWhatTheySayOfThemselves()
    {
        DisksReading reading = await disks.ReadAsync(s_now);

        Assert.Equal(["1", "2", "3", "4"], reading.Disks.Where(StoragePlanner.MayBeUsed).Select(d => d.Bay).Order());
        DiskFacts ata = reading.Disks.Single(d => d.Bay == "4");
        Assert.Equal(("/dev/sda", "QEMU HARDDISK", "BAY4", 201_326_592L), (ata.Device, ata.Model, ata.Serial, ata.SizeBytes));
        Assert.Equal(new SmartFacts { Celsius = 31, PowerOnHours = 1, BadSectors = 0 }, ata.Smart);
        Assert.Null(reading.Disks.Single(d => d.Bay == "1").Smart);
    }

    [Fact]
    public async Task TheDiskThatTheBoxRunsFrom_IsTheSystems()
    {
        DiskFacts system = Assert.Single((await disks.ReadAsync(s_now)).Disks, d => d.IsSystem);

        Assert.Equal(("SYSTEM", DiskContent.FileSystem, null), (system.Serial, system.Content, system.Bay));
        Assert.Equal("/", system.FileSystem!.MountedAt);
    }

    [Fact]
    public async Task ADiskThatAVolumeGroupUses_IsTheSystems()
    {
        kernel.WithHolder("vdb", "dm-0");

        Assert.Equal(["/dev/vda", "/dev/vdb"], (await disks.ReadAsync(s_now)).Disks.Where(d => d.IsSystem).Select(d => d.Device).Order());
    }

    [Fact]
    public async Task ADiskThatIsBeingPulled_IsGone_AlthoughTheServiceStillShowsIt()
    {
        kernel.WithDisk("vdb", "0");

        Assert.DoesNotContain((await disks.ReadAsync(s_now)).Disks, d => d.Device == "/dev/vdb");
    }

    [Fact]
    public async Task Bays_AreFoundByTheirPath()
    {
        await using UdisksDisks byPath = Open([new BayDescription("left", "pci-0000:00:01.1-ata-2", null, null)]);

        Assert.Equal("BAY4", (await byPath.ReadAsync(s_now)).Disks.Single(d => d.Bay == "left").Serial);
    }

    [Fact]
    public async Task AnArray_IsAsTheKernelHasIt_WhateverTheServiceSays()
    {
        service.Objects = FakeUdisks.Read("whole");
        kernel.With(
            "md127",
            new Dictionary<string, string> { ["array_state"] = "active", ["level"] = "raid5", ["raid_disks"] = "4", ["component_size"] = "195584", ["sync_action"] = "idle", ["sync_completed"] = "none" },
            ("vdb", "in_sync", "0", "0", true), ("vdc", "in_sync", "2", "0", true), ("sda", "in_sync", "3", "0", true));

        DisksReading reading = await disks.ReadAsync(s_now);

        ArrayFacts array = Assert.Single(reading.Arrays);
        Assert.Equal(("footage", RaidLevel.Raid5, 4, 1, "/dev/md127", 600_834_048L), (array.Name, array.Level, array.Slots, array.Missing, array.Device, array.SizeBytes));
        Assert.Equal(("ext4", true), (array.FileSystem!.Type, array.FileSystem.Label.StartsWith("nvr-", StringComparison.Ordinal)));
        Assert.Equal(ArrayCondition.Degraded, ArrayJudge.Of(array, new ArrayPast(true, true)));
        DiskFacts member = reading.Disks.Single(d => d.Bay == "1");
        Assert.Equal((DiskContent.Member, array.Id, "a part of the array \"footage\""), (member.Content, member.ArrayId, member.ContentName));
        Assert.Empty(StoragePlanner.For(reading.Disks));
    }

    [Fact]
    public async Task AnArray_ThatTheKernelDoesNotRun_CanBeStarted()
    {
        service.Objects = FakeUdisks.Read("whole");

        ArrayFacts array = Assert.Single((await disks.ReadAsync(s_now)).Arrays);
        Assert.Equal((false, ArrayCondition.Stopped), (array.IsRunning, ArrayJudge.Of(array, new ArrayPast(true, false))));
        await disks.StartArrayAsync(array.Id, s_now);

        Assert.Equal(["Stop(a{sv})", "Start(a{sv})"], service.Asked.Select(a => a[(a.IndexOf('.', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public async Task Wishes_ReachTheObjectOfTheDisk()
    {
        string at = await disks.MountAsync("/dev/vdb", s_now);
        await disks.EraseAsync("/dev/vdb", s_now);
        await disks.UnmountAsync("/dev/sda", s_now);

        Assert.Equal("/run/media/nvr/nvr-1", at);
        Assert.Equal(["vdb.Mount(a{sv})", "vdb.Format(sa{sv})", "sda.Unmount(a{sv})"], service.Asked);
    }

    [Fact]
    public async Task AFileSystemThatIsMounted_IsNotMountedTwice()
    {
        Assert.Equal("/", await disks.MountAsync("/dev/vda", s_now));
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task APlaceWhereTheServiceLooksIntoANewFileSystem_IsNotWhereItIsMounted()
    {
        service.Objects = MountedElsewhere(FakeUdisks.Read("whole"), "/media/nvr/nvr-a18cef", "/run/udisks2/temp-mount-Q3T6Y3");
        kernel.With(
            "md127",
            new Dictionary<string, string> { ["array_state"] = "active", ["level"] = "raid5", ["raid_disks"] = "4", ["component_size"] = "195584", ["sync_action"] = "idle", ["sync_completed"] = "none" },
            ("vdb", "in_sync", "0", "0", true), ("vdc", "in_sync", "2", "0", true), ("sda", "in_sync", "3", "0", true));

        DisksReading reading = await disks.ReadAsync(s_now);
        string at = await disks.MountAsync("/dev/md127", s_now);

        Assert.Null(Assert.Single(reading.Arrays).FileSystem!.MountedAt);
        Assert.Equal(["SYSTEM"], reading.Disks.Where(d => d.IsSystem).Select(d => d.Serial));
        Assert.Equal("/run/media/nvr/nvr-1", at);
        Assert.Equal(["md127.Mount(a{sv})"], service.Asked);
    }

    [Theory]
    [InlineData("org.freedesktop.UDisks2.Error.NotAuthorizedCanObtain", ErrorKind.Refused)]
    [InlineData("org.freedesktop.UDisks2.Error.DeviceBusy", ErrorKind.Conflict)]
    [InlineData("org.freedesktop.DBus.Error.UnknownMethod", ErrorKind.NotFound)]
    [InlineData("org.freedesktop.DBus.Error.NoReply", ErrorKind.Unreachable)]
    [InlineData("org.freedesktop.UDisks2.Error.Failed", ErrorKind.Storage)]
    public async Task Errors_BecomeAKindAndASentence(string name, ErrorKind kind)
    {
        service.Refusal = name;

        var failure = await Assert.ThrowsAsync<NvrException>(() => disks.EraseAsync("/dev/vdb", s_now));

        Assert.Equal(kind, failure.Kind);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADiskThatIsGone_IsNotFound() =>
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => disks.EraseAsync("/dev/vdz", s_now))).Kind);

    [Fact]
    public async Task News_Come_WithTheSignalsOfTheService()
    {
        await disks.ReadAsync(s_now);
        Task news = disks.WaitForNewsAsync(TimeSpan.FromHours(1), s_now);

        service.Signal();

        await news.WaitAsync(TimeSpan.FromSeconds(30), s_now);
    }

    [Fact]
    public async Task AServiceThatIsAway_IsUnreachable_AndFoundAgain()
    {
        await disks.ReadAsync(s_now);
        service.Dispose();
        Assert.Equal(ErrorKind.Unreachable, (await Assert.ThrowsAsync<NvrException>(() => disks.ReadAsync(s_now))).Kind);

        service = await FakeUdisks.StartAsync(bus, "blank");

        Assert.NotEmpty((await disks.ReadAsync(s_now)).Disks);
    }

    [Fact]
    public async Task ABusThatIsAway_IsUnreachable()
    {
        await using UdisksDisks nowhere = new(s_bays, new UdisksPlaces("unix:path=/nowhere", kernel.Root, mounts));

        Assert.Equal(ErrorKind.Unreachable, (await Assert.ThrowsAsync<NvrException>(() => nowhere.ReadAsync(s_now))).Kind);
    }

    private UdisksDisks Open(BayDescription[] bays) => new(bays, new UdisksPlaces(bus.Address, kernel.Root, mounts));

    // File names are arrays of bytes that end with a zero.
    private static JsonElement MountedElsewhere(JsonElement objects, string from, string to)
    {
        string text = objects.GetRawText();
        string there = Bytes(from);
        Assert.Contains(there, text, StringComparison.Ordinal);
        using JsonDocument moved = JsonDocument.Parse(text.Replace(there, Bytes(to), StringComparison.Ordinal));
        return moved.RootElement.Clone();
    }

    private static string Bytes(string name) => $"[{string.Join(',', Encoding.UTF8.GetBytes(name))},0]";
}
