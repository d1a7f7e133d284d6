using System.Text;
using System.Text.Json;
using Nvr.Board.Linux.Disks;
using Nvr.Board.Linux.Sticks;
using Nvr.Board.Linux.Tests.Disks;
using Nvr.Board.Parts;
using Nvr.Board.Sticks;
using Nvr.Core;

namespace Nvr.Board.Linux.Tests.Sticks;

/// <summary>The service over a real bus, with what the real one was recorded to say of sticks that QEMU plugged in (<c>usb-storage</c> on <c>qemu-xhci</c>).</summary>
public sealed class UdisksSticksTests : IAsyncLifetime
{
    private const string NotAuthorized = "org.freedesktop.UDisks2.Error.NotAuthorized";
    private const string DeviceBusy = "org.freedesktop.UDisks2.Error.DeviceBusy";
    private const string Failed = "org.freedesktop.UDisks2.Error.Failed";
    private static readonly CancellationToken s_now = TestContext.Current.CancellationToken;
    private static readonly BoardDescription s_board = new() { Name = "Test" };

    private readonly MdFolder kernel = new();
    private readonly string mounts = Path.GetTempFileName();
    private readonly DirectoryInfo mountPoint = Directory.CreateTempSubdirectory("nvr-stick-");
    private readonly HashSet<string> footage = [];
    private PrivateBus bus = null!;
    private FakeUdisks service = null!;
    private UdisksSticks sticks = null!;

    public async ValueTask InitializeAsync()
    {
        bus = await PrivateBus.StartAsync();
        service = await FakeUdisks.StartAsync(bus, "kinds", "Sticks");
        service.MountsAt = mountPoint.FullName;
        foreach ((int index, string name) in new[] { "sda", "sdb", "sdc", "sdd", "sde", "vda" }.Index())
        {
            kernel.WithDisk(name).WithPlug(name, 10 + index);
        }
        sticks = Open(s_board);
    }

    public async ValueTask DisposeAsync()
    {
        await sticks.DisposeAsync();
        service.Dispose();
        bus.Dispose();
        kernel.Dispose();
        mountPoint.Delete(recursive: true);
        File.Delete(mounts);
    }

    [Fact]
    public async Task Sticks_AreListed_WithWhatTheyAre_AndTheSystemsDiskIsNone()
    {
        IReadOnlyList<StickFacts> found = (await sticks.ReadAsync(s_now)).Sticks;

        Assert.Equal(["sda-10", "sdb-11", "sdc-12", "sdd-13", "sde-14"], found.Select(s => s.Id));
        Assert.Equal(
            [StickFileSystem.ExFat, StickFileSystem.Fat32, StickFileSystem.Ntfs, StickFileSystem.Ext4, StickFileSystem.None], found.Select(s => s.FileSystem));
        Assert.Equal(
            [StickCondition.Usable, StickCondition.Usable, StickCondition.Ntfs, StickCondition.Usable, StickCondition.WriteProtected], found.Select(s => s.Verdict.Condition));
        Assert.Equal(["KEY", "FAT KEY", "WINDOWS", "../<b>x", ""], found.Select(s => s.Label));
        Assert.All(found, s => Assert.Equal(("QEMU HARDDISK", 134_217_728L, null), (s.Name, s.Bytes, s.MountedAt)));
        Assert.Equal([false, false, false, false, true], found.Select(s => s.IsReadOnly));
    }

    [Fact]
    public async Task OfSeveralPartitions_TheFirstUsableOneCounts_AndWhatOnlyStartsAComputerDoesNot()
    {
        // As large as macOS makes it: large enough for footage.
        service.Objects = Replaced("parts", "\"data\":41943040", "\"data\":209715200");

        IReadOnlyList<StickFacts> found = (await sticks.ReadAsync(s_now)).Sticks;
        await sticks.MountAsync(found[2].Id, s_now);

        Assert.Equal(("DATA", StickFileSystem.ExFat, 268_435_456L, StickCondition.Usable), (found[2].Label, found[2].FileSystem, found[2].Bytes, found[2].Verdict.Condition));
        Assert.Equal((StickFileSystem.Encrypted, StickCondition.Encrypted), (found[1].FileSystem, found[1].Verdict.Condition));
        Assert.Equal(["sdc3.Mount(a{sv})"], service.Asked);
    }

    [Fact]
    public async Task AStickWhosePartitionsTheServiceHasYetToSee_IsNotToldOfYet()
    {
        kernel.WithPart("sda", 1);
        Assert.DoesNotContain("sda-10", await IdsAsync(sticks));

        service.Objects = FakeUdisks.Read("parts", "Sticks");
        kernel.WithPart("sdc", 1).WithPart("sdc", 2).WithPart("sdc", 3);

        Assert.Contains("sdc-12", await IdsAsync(sticks));
    }

    [Fact]
    public async Task MountedSticks_SayWhere_AndWhatTheKernelTakesNoWritesOnIsDamaged()
    {
        service.Objects = FakeUdisks.Read("mounted", "Sticks");
        await File.WriteAllLinesAsync(mounts, ["139 29 8:16 / /media/nvr/FAT\\040KEY rw,nosuid,nodev,noexec,noatime shared:181 - vfat /dev/sdb ro,uid=989,gid=989"], s_now);

        IReadOnlyList<StickFacts> found = (await sticks.ReadAsync(s_now)).Sticks;

        Assert.Equal(["/media/nvr/KEY", "/media/nvr/FAT KEY", "/media/nvr/WINDOWS", "/media/nvr/.._<b>_x", null], found.Select(s => s.MountedAt));
        Assert.Equal((StickCondition.Usable, StickCondition.Damaged), (found[0].Verdict.Condition, found[1].Verdict.Condition));
    }

    [Fact]
    public async Task WhatIsInABay_OrUsed_OrBehindAnotherSocket_IsNoStick()
    {
        kernel.WithHolder("sdb", "md127").WithHolder("sdc", "dm-0");
        await using UdisksSticks withBay = Open(s_board with { Bays = [new BayDescription("1", "pci-0000:00:04.0-usb-0:1:1.0-scsi-0:0:0:0", null, null)] });
        await using UdisksSticks withSocket = Open(s_board with { UsbSocket = "pci-0000:00:04.0-usb-0:3" });
        await using UdisksSticks withHub = Open(s_board with { UsbSocket = "pci-0000:00:04.0-usb-0:4" });
        await using UdisksSticks elsewhere = Open(s_board with { UsbSocket = "pci-0000:00:0" });

        Assert.Equal(["sdd-13", "sde-14"], await IdsAsync(withBay));
        Assert.Equal(["sdd-13"], await IdsAsync(withSocket));
        Assert.Equal(["sde-14"], await IdsAsync(withHub));
        Assert.Empty(await IdsAsync(elsewhere));
    }

    [Fact]
    public async Task AStickThatSomebodyMountedByHand_IsTheirs()
    {
        service.Objects = Replaced("mounted", Bytes("/media/nvr/KEY"), Bytes("/mnt/backups"));

        Assert.DoesNotContain("sda-10", await IdsAsync(sticks));
    }

    [Fact]
    public async Task AStickThatIsBeingPulled_IsGone_AlthoughTheServiceStillShowsIt()
    {
        kernel.WithDisk("sda", "0");

        Assert.DoesNotContain("sda-10", await IdsAsync(sticks));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync("sda-10", s_now))).Kind);
    }

    [Theory]
    [InlineData("sda-10", "nosuid,nodev,noexec,noatime")]
    [InlineData("sdb-11", "nosuid,nodev,noexec,noatime,flush")]
    public async Task Mount_RunsNothingFromTheStick(string id, string options)
    {
        Assert.Equal(mountPoint.FullName, await sticks.MountAsync(id, s_now));

        Assert.Equal([options], service.Options.Select(o => o["options"].GetString()));
        Assert.True(service.Options[0]["auth.no_user_interaction"].GetBool());
    }

    [Fact]
    public async Task Mount_OfWhatIsMounted_MountsNothing()
    {
        service.Objects = FakeUdisks.Read("mounted", "Sticks");

        Assert.Equal("/media/nvr/KEY", (await sticks.ReadAsync(s_now)).Find("sda-10")!.MountedAt);
        NvrException foreign = await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync("sda-10", s_now));

        // Its directory is not on this machine, which looks like one that may not be written to.
        Assert.Equal(ErrorKind.Refused, foreign.Kind);
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task Mount_OfWhatCannotBeUsed_IsNotTried()
    {
        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync("sdc-12", s_now));

        Assert.Equal((ErrorKind.Unsupported, "Format it as exFAT and insert it again."), (failure.Kind, failure.NextStep));
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task Mount_ThatFails_TellsOfDamage_UntilTheStickIsPluggedInAgain()
    {
        service.Refusal = Failed;
        await sticks.ReadAsync(s_now);
        await sticks.WaitForNewsAsync(TimeSpan.Zero, s_now);
        Task news = sticks.WaitForNewsAsync(TimeSpan.FromHours(1), s_now);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync("sda-10", s_now));

        Assert.Equal((ErrorKind.Storage, StickVerdict.Damaged.Sentence), (failure.Kind, failure.Message));
        await news.WaitAsync(TimeSpan.FromSeconds(30), s_now);
        Assert.Equal(StickCondition.Damaged, await ConditionAsync("sda-10"));
        kernel.WithPlug("sda", 99);
        Assert.Equal(StickCondition.Usable, await ConditionAsync("sda-99"));
    }

    [Fact]
    public async Task Mount_OfFootage_IsUndone()
    {
        footage.Add(mountPoint.FullName);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync("sda-10", s_now));

        Assert.Equal(ErrorKind.Refused, failure.Kind);
        Assert.Equal(["sda.Mount(a{sv})", "sda.Unmount(a{sv})"], service.Asked);
        Assert.Equal(StickCondition.HoldsFootage, await ConditionAsync("sda-10"));
    }

    [Fact]
    public async Task Mount_OfWhatTheKernelThenTakesNoWritesOn_IsUndone()
    {
        service.ObjectsOnceMounted = FakeUdisks.Read("mounted", "Sticks");
        await File.WriteAllLinesAsync(mounts, ["131 29 8:0 / /media/nvr/KEY ro,nosuid,nodev,noexec,noatime shared:123 - exfat /dev/sda ro,uid=989,gid=989"], s_now);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync("sda-10", s_now));

        Assert.Equal((ErrorKind.Storage, StickVerdict.Damaged.Sentence), (failure.Kind, failure.Message));
        Assert.Equal(["sda.Mount(a{sv})", "sda.Unmount(a{sv})"], service.Asked);
        service.Objects = FakeUdisks.Read("kinds", "Sticks");
        Assert.Equal(StickCondition.Damaged, await ConditionAsync("sda-10"));
    }

    [Fact]
    public async Task Release_OfAVolumeInUse_IsRefused()
    {
        service.Objects = FakeUdisks.Read("mounted", "Sticks");
        footage.Add("/media/nvr/KEY");

        Assert.Equal(ErrorKind.Refused, (await Assert.ThrowsAsync<NvrException>(() => sticks.ReleaseAsync("sda-10", s_now))).Kind);
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task Release_Unmounts_AndTakesThePowerAway()
    {
        service.Objects = FakeUdisks.Read("mounted", "Sticks");

        await sticks.ReleaseAsync("sda-10", s_now);
        await sticks.ReleaseAsync("sde-14", s_now);

        Assert.Equal(["sda.Unmount(a{sv})", "QEMU_QEMU_HARDDISK_EX.PowerOff(a{sv})", "QEMU_QEMU_HARDDISK_NO.PowerOff(a{sv})"], service.Asked);
    }

    [Theory]
    [InlineData(DeviceBusy, ErrorKind.Conflict, "The USB key is in use: a file on it is still open.")]
    [InlineData("org.freedesktop.DBus.Error.UnknownMethod", ErrorKind.NotFound, "The USB key is no longer there.")]
    [InlineData(NotAuthorized, ErrorKind.Refused, "This program is not permitted to do that with disks; its polkit rules are missing.")]
    public async Task Release_ThatFails_SaysWhy_AndTakesNoPower(string error, ErrorKind kind, string sentence)
    {
        service.Objects = FakeUdisks.Read("mounted", "Sticks");
        service.Refusal = error;

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => sticks.ReleaseAsync("sda-10", s_now));

        Assert.Equal((kind, sentence), (failure.Kind, failure.Message));
        Assert.Equal(["sda.Unmount(a{sv})"], service.Asked);
    }

    [Theory]
    [InlineData(Failed, true)]
    [InlineData(DeviceBusy, true)]
    [InlineData(NotAuthorized, false)]
    public async Task Release_WhosePowerStays_IsOne_UnlessThePermissionIsMissing(string error, bool isReleased)
    {
        service.Objects = FakeUdisks.Read("mounted", "Sticks");
        (service.Refusal, service.RefusedMember) = (error, "PowerOff");

        Exception? failure = await Record.ExceptionAsync(() => sticks.ReleaseAsync("sda-10", s_now));

        Assert.Equal(isReleased, failure is null);
        Assert.Equal(2, service.Asked.Count);
    }

    [Fact]
    public async Task News_Come_WithTheSignalsOfTheService()
    {
        await sticks.ReadAsync(s_now);
        Task news = sticks.WaitForNewsAsync(TimeSpan.FromHours(1), s_now);

        service.Signal();

        await news.WaitAsync(TimeSpan.FromSeconds(30), s_now);
    }

    private static JsonElement Replaced(string recorded, string text, string by)
    {
        string all = FakeUdisks.Read(recorded, "Sticks").GetRawText();
        Assert.Contains(text, all, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(all.Replace(text, by, StringComparison.Ordinal));
        return document.RootElement.Clone();
    }

    // A path as it was recorded.
    private static string Bytes(string path) => $"[{string.Join(',', Encoding.UTF8.GetBytes(path + "\0"))}]";

    private static async Task<IEnumerable<string>> IdsAsync(UdisksSticks of) => (await of.ReadAsync(s_now)).Sticks.Select(s => s.Id);

    private async Task<StickCondition> ConditionAsync(string id) => (await sticks.ReadAsync(s_now)).Find(id)!.Verdict.Condition;

    private UdisksSticks Open(BoardDescription board) => new(board, footage.Contains, new UdisksPlaces(bus.Address, kernel.Root, mounts));
}
