using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

/// <summary>A disk that goes away, or is swapped, while it is recorded to: another directory shows where it was.</summary>
public sealed class LostVolumeTests
{
    [Fact]
    public async Task Mount_LostInMidRecording_LeavesTheBareDirectoryUntouchedUntilItIsBack()
    {
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(2);
        Directory.Move(box.VolumePath, box.VolumePath + ".unplugged");
        Directory.CreateDirectory(box.VolumePath);

        NvrException refused = Assert.Throws<NvrException>(() => box.Store.AddHold(box.Camera, TestBox.Ever, "Theft", "anna"));
        Assert.Equal(ErrorKind.Storage, refused.Kind);
        await Eventually.TrueAsync(() => Problem(box)?.Contains("not mounted", StringComparison.Ordinal) == true, "the loss is noticed");
        Assert.Contains("not mounted", box.Store.RefusalAt(box.VolumePath), StringComparison.Ordinal);
        box.Record(2);
        Assert.Empty(Directory.EnumerateFileSystemEntries(box.VolumePath));

        Directory.Delete(box.VolumePath);
        Directory.Move(box.VolumePath + ".unplugged", box.VolumePath);
        await Eventually.TrueAsync(() => Problem(box) is null, "the disk is found again");
        Assert.Null(box.Store.RefusalAt(box.VolumePath));
        box.Record(2);
        await box.FlushAsync();
        Assert.Equal(3, box.Segments);
        // nvrd was running all the time: the disk alone is to blame.
        Assert.All(box.Gaps(), g => Assert.Equal(GapReason.Disk, g.Reason));
        Assert.NotEmpty(box.Gaps());
    }

    [Fact]
    public async Task Directory_ThatVanished_IsToldAsAProblem_AndHidesNoOtherVolume()
    {
        using TestFolder disks = new();
        await using TestBox box = new();
        var other = new VolumeOptions(disks.Of("other")) { Initialise = true, ReserveBytes = 0, Rank = 1 };
        box.Open();
        box.Store.Declare([new VolumeOptions(box.VolumePath) { ReserveBytes = 0 }, other]);
        await Eventually.TrueAsync(() => box.Store.ListVolumes().Count(v => v.TotalBytes > 0) == 2, "both are in use");
        await box.RecordManyAsync(1);

        Directory.Move(box.VolumePath, box.VolumePath + ".unplugged");
        for (int i = 0; i < 200; i++)
        {
            IReadOnlyList<VolumeStatus> now = box.Store.ListVolumes();
            box.Store.ListUsage();
            Assert.NotNull(now.Single(v => v.Path == box.VolumePath).Problem);
            Assert.Null(now.Single(v => v.Path == other.Path).Problem);
        }
        Directory.Move(box.VolumePath + ".unplugged", box.VolumePath);
    }

    [Fact]
    public async Task Disk_SwappedForAnother_IsNotWrittenTo()
    {
        await using TestBox other = new();
        other.Open();
        await other.RecordManyAsync(1);
        await other.CloseAsync();
        await using TestBox box = new();
        box.Open();
        await box.RecordManyAsync(1);
        Directory.Move(box.VolumePath, box.VolumePath + ".unplugged");
        Directory.Move(other.VolumePath, box.VolumePath);

        for (int i = 0; i < 3; i++)
        {
            box.Record(2);
        }
        await Eventually.TrueAsync(() => Problem(box)?.Contains("Another disk", StringComparison.Ordinal) == true, "the swap is noticed");
        box.Record(2);
        await Task.Run(box.CloseAsync, TestContext.Current.CancellationToken);
        Assert.Equal("0000000001.mp4", Path.GetFileName(Assert.Single(box.Files())));
        Assert.Empty(VolumeCheck.Run(box.VolumePath).Problems);
    }

    [Fact]
    public async Task Holds_OfADiskThatComesLater_AreKeptBesideThoseMadeMeanwhile()
    {
        using TestFolder second = new();
        await using TestBox box = new();
        VolumeOptions late = new(second.Of("late")) { Initialise = true, ReserveBytes = 0 };
        box.Open(late);
        FootageHold first = box.Store.AddHold(box.Camera, new UtcRange(new UtcTime(0), new UtcTime(10)), "Theft", "anna");
        await box.CloseAsync();
        File.Delete(Path.Combine(box.VolumePath, "holds.json"));
        Directory.Move(late.Path, late.Path + ".away");
        box.Open();
        FootageHold meanwhile = box.Store.AddHold(box.Camera, new UtcRange(new UtcTime(20), new UtcTime(30)), "Fire", "ben");
        Assert.Equal(first.Id, meanwhile.Id);
        await box.CloseAsync();
        Directory.Move(late.Path + ".away", late.Path);

        for (int start = 0; start < 2; start++)
        {
            box.Open(late);
            IReadOnlyList<FootageHold> holds = box.Store.ListHolds();
            Assert.Equal(["Fire", "Theft"], holds.Select(h => h.Reason).Order());
            Assert.Equal(2, holds.Select(h => h.Id).Distinct().Count());
            await box.CloseAsync();
        }
    }

    [Fact]
    public async Task Volume_ThatCannotBeStarted_LeavesTheOthersRecording()
    {
        using TestFolder second = new();
        await using TestBox box = new();
        VolumeOptions other = new(second.Of("other")) { Initialise = true, ReserveBytes = 0 };
        box.Open(other);
        await box.RecordManyAsync(2);
        await box.CloseAsync();
        Sqlite.Run(box.IndexPath, "INSERT INTO meta(key, value) VALUES('forget:nobody', '1')");

        box.Open(other);
        await box.RecordManyAsync(1);
        Assert.Contains("cannot be used", box.Store.ListVolumes().Single(v => v.Path == box.VolumePath).Problem, StringComparison.Ordinal);
        Assert.Equal(2, box.Store.ListVolumes().Single(v => v.Path == other.Path).Segments);
        await box.CloseAsync();
        Assert.Empty(VolumeCheck.Run(other.Path).Problems);
    }

    private static string? Problem(TestBox box) => box.Store.ListVolumes()[0].Problem;
}
