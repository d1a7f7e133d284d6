using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Disks;
using Nvr.Core;

namespace Nvr.Board.Tests.Disks;

public sealed class SimulatedDisksTests : IAsyncDisposable
{
    private const long Bytes = 1_000_000_000;
    private static readonly CancellationToken s_now = TestContext.Current.CancellationToken;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-disks-");
    private readonly FakeTimeProvider time = new();
    private SimulatedDisks disks;

    public SimulatedDisksTests() => disks = new SimulatedDisks(folder.FullName, time);

    public async ValueTask DisposeAsync()
    {
        await disks.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Array_LosesADisk_AndIsRebuilt_AsTheKernelDoesIt()
    {
        string id = await MakeAsync(RaidLevel.Raid5, 3);
        Assert.Equal(ArrayCondition.Building, await LookAsync(new ArrayPast(false, false)));
        time.Advance(SimulatedDisks.SyncLasts);
        Assert.Equal(ArrayCondition.Clean, await LookAsync());

        disks.Pull("2");
        Assert.Equal(ArrayCondition.Degraded, await LookAsync());

        disks.Insert("2", Bytes);
        DisksReading reading = await disks.ReadAsync(s_now);
        await disks.AddMemberAsync(id, reading.Disks.Single(d => d.Bay == "2").Device, s_now);
        Assert.Equal(ArrayCondition.Rebuilding, await LookAsync());
        time.Advance(SimulatedDisks.SyncLasts / 2);
        ArrayFacts half = (await disks.ReadAsync(s_now)).Arrays[0];
        Assert.Equal((0.5, SimulatedDisks.SyncLasts / 2), (half.Done, half.Left));
        time.Advance(SimulatedDisks.SyncLasts / 2);
        Assert.Equal(ArrayCondition.Clean, await LookAsync());
    }

    [Fact]
    public async Task ArrayThatFails_TakesItsFilesOutOfSight_AndKeepsThem()
    {
        string id = await MakeAsync(RaidLevel.Raid1, 2);
        string device = (await disks.ReadAsync(s_now)).Arrays.Single(a => a.Id == id).Device!;
        await disks.FormatAsync(device, FileSystemKind.Ext4, "nvr-1", s_now);
        string at = await disks.MountAsync(device, s_now);
        await File.WriteAllTextAsync(Path.Combine(at, "file"), "kept", s_now);

        disks.Pull("1");
        Assert.True(File.Exists(Path.Combine(at, "file")));
        disks.Pull("2");

        Assert.False(Directory.Exists(at));
        Assert.Equal(ArrayCondition.Failed, await LookAsync());
    }

    [Fact]
    public async Task Disks_AreStillThere_AfterARestart()
    {
        string id = await MakeAsync(RaidLevel.Raid1, 2);
        string device = (await disks.ReadAsync(s_now)).Arrays[0].Device!;
        string uuid = await disks.FormatAsync(device, FileSystemKind.Xfs, "nvr-1", s_now);

        disks = new SimulatedDisks(folder.FullName, time);

        ArrayFacts array = (await disks.ReadAsync(s_now)).Arrays.Single();
        Assert.Equal((id, uuid, "xfs"), (array.Id, array.FileSystem!.Uuid, array.FileSystem.Type));
    }

    [Fact]
    public async Task News_Come_WhenADiskIsPulled()
    {
        disks.Insert("1", Bytes);
        await disks.WaitForNewsAsync(TimeSpan.FromHours(1), s_now);
        Task news = disks.WaitForNewsAsync(TimeSpan.FromHours(1), s_now);

        disks.Pull("1");

        await news.WaitAsync(TimeSpan.FromSeconds(10), s_now);
    }

    [Fact]
    public void Insert_WhereADiskIs_IsRefused()
    {
        disks.Insert("1", Bytes);

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => disks.Insert("1", Bytes)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => disks.Pull("2")).Kind);
    }

    private async Task<string> MakeAsync(RaidLevel level, int count)
    {
        for (int bay = 1; bay <= count; bay++)
        {
            disks.Insert($"{bay}", Bytes);
        }
        DisksReading reading = await disks.ReadAsync(s_now);
        return await disks.CreateArrayAsync(level, "footage", [.. reading.Disks.Select(d => d.Device)], s_now);
    }

    private Task<ArrayCondition> LookAsync() => LookAsync(new ArrayPast(true, true));

    private async Task<ArrayCondition> LookAsync(ArrayPast past) => ArrayJudge.Of((await disks.ReadAsync(s_now)).Arrays.Single(), past);
}
