using Microsoft.Extensions.Time.Testing;
using Nvr.Board.Sticks;
using Nvr.Core;

namespace Nvr.Board.Tests.Sticks;

public sealed class SimulatedSticksTests : IAsyncDisposable
{
    private static readonly CancellationToken s_now = TestContext.Current.CancellationToken;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-sticks-");
    private readonly FakeTimeProvider time = new();
    private SimulatedSticks sticks;

    public SimulatedSticksTests() => sticks = new SimulatedSticks(folder.FullName, time);

    public async ValueTask DisposeAsync()
    {
        await sticks.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task AStick_IsWrittenTo_Released_AndBroughtBack()
    {
        string id = sticks.Plug(new SimulatedStick { Label = "KEY", Bytes = 1_000_000_000 });
        Assert.Null((await ReadAsync(id))!.FreeBytes);
        string at = await sticks.MountAsync(id, s_now);
        await File.WriteAllBytesAsync(Path.Combine(at, "a.mp4"), new byte[1000], s_now);
        Assert.Equal((at, 999_999_000L, "KEY", "Simulated stick"), ((await ReadAsync(id))!.MountedAt, (await ReadAsync(id))!.FreeBytes, (await ReadAsync(id))!.Label, (await ReadAsync(id))!.Name));
        Assert.Equal(at, await sticks.MountAsync(id, s_now));

        await sticks.ReleaseAsync(id, s_now);

        Assert.Empty((await sticks.ReadAsync(s_now)).Sticks);
        Assert.False(Directory.Exists(at));
        Assert.True(File.Exists(Path.Combine(sticks.ContentOf(id), "a.mp4")));
        string again = sticks.Return(id);
        Assert.NotEqual(id, again);
        Assert.True(File.Exists(Path.Combine(await sticks.MountAsync(again, s_now), "a.mp4")));
    }

    [Fact]
    public async Task AStickThatIsPulled_TakesItsFilesOutOfSight()
    {
        string id = sticks.Plug(new SimulatedStick());
        string at = await sticks.MountAsync(id, s_now);
        await File.WriteAllTextAsync(Path.Combine(at, "file"), "kept", s_now);

        sticks.Pull(id);

        Assert.Null(await ReadAsync(id));
        Assert.False(Directory.Exists(at));
        Assert.True(File.Exists(Path.Combine(sticks.ContentOf(id), "file")));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync(id, s_now))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<NvrException>(() => sticks.ReleaseAsync(id, s_now))).Kind);
    }

    [Fact]
    public async Task AStickThatIsInUse_IsNotReleased()
    {
        string id = sticks.Plug(new SimulatedStick());
        string at = await sticks.MountAsync(id, s_now);
        sticks.SetBusy(id, true);

        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<NvrException>(() => sticks.ReleaseAsync(id, s_now))).Kind);
        Assert.Equal(at, (await ReadAsync(id))!.MountedAt);

        sticks.SetBusy(id, false);
        await sticks.ReleaseAsync(id, s_now);
        Assert.Null(await ReadAsync(id));
    }

    [Fact]
    public async Task ASlowStick_IsReleased_WhenAllOfItIsWritten()
    {
        string id = sticks.Plug(new SimulatedStick { BytesPerSecond = 100 });
        string at = await sticks.MountAsync(id, s_now);
        await File.WriteAllBytesAsync(Path.Combine(at, "file"), new byte[1000], s_now);

        Task release = sticks.ReleaseAsync(id, s_now);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(release.IsCompleted);
        Assert.NotNull(await ReadAsync(id));
        time.Advance(TimeSpan.FromSeconds(1));

        await release.WaitAsync(TimeSpan.FromSeconds(10), s_now);
        Assert.Null(await ReadAsync(id));
    }

    [Fact]
    public async Task ADoomedStick_IsGone_OnceItHasTakenThatMuch()
    {
        string id = sticks.Plug(new SimulatedStick { YankAfterBytes = 1000 });
        string at = await sticks.MountAsync(id, s_now);
        await File.WriteAllBytesAsync(Path.Combine(at, "small"), new byte[999], s_now);
        Assert.NotNull(await ReadAsync(id));

        await File.WriteAllBytesAsync(Path.Combine(at, "one"), new byte[1], s_now);

        await Eventually.TrueAsync(() => !Directory.Exists(at), "the USB key is gone");
        Assert.Null(await ReadAsync(id));
    }

    [Fact]
    public async Task ANearlyFullStick_HasTheRoomThatWasDeclared()
    {
        string id = sticks.Plug(new SimulatedStick { FreeBytes = 1000 });
        string at = await sticks.MountAsync(id, s_now);
        Assert.Equal(1000, (await ReadAsync(id))!.FreeBytes);

        await File.WriteAllBytesAsync(Path.Combine(at, "file"), new byte[1200], s_now);

        Assert.Equal(0, (await ReadAsync(id))!.FreeBytes);
    }

    [Fact]
    public async Task WhatCannotBeUsed_IsNotMounted()
    {
        string ntfs = sticks.Plug(new SimulatedStick { Type = "ntfs" });
        string damaged = sticks.Plug(new SimulatedStick { IsDamaged = true });
        Assert.True((await ReadAsync(damaged))!.Verdict.IsUsable);

        Assert.Equal(ErrorKind.Unsupported, (await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync(ntfs, s_now))).Kind);
        Assert.Equal(ErrorKind.Storage, (await Assert.ThrowsAsync<NvrException>(() => sticks.MountAsync(damaged, s_now))).Kind);

        Assert.Equal(StickCondition.Damaged, (await ReadAsync(damaged))!.Verdict.Condition);
    }

    [Fact]
    public async Task Sticks_AreStillThere_AfterARestart()
    {
        string id = sticks.Plug(new SimulatedStick { Type = "vfat", Label = "KEY", YankAfterBytes = 10 });
        string at = await sticks.MountAsync(id, s_now);
        await sticks.DisposeAsync();

        sticks = new SimulatedSticks(folder.FullName, time);

        Assert.Equal((at, StickFileSystem.Fat32), ((await ReadAsync(id))!.MountedAt, (await ReadAsync(id))!.FileSystem));
        Assert.Equal(at, await sticks.MountAsync(id, s_now));
        await File.WriteAllBytesAsync(Path.Combine(at, "file"), new byte[10], s_now);
        await Eventually.TrueAsync(() => !Directory.Exists(at), "the USB key is gone");
    }

    [Fact]
    public async Task News_Come_WhenAStickIsPluggedIn()
    {
        Task news = sticks.WaitForNewsAsync(TimeSpan.FromHours(1), s_now);

        sticks.Plug(new SimulatedStick());

        await news.WaitAsync(TimeSpan.FromSeconds(10), s_now);
    }

    [Fact]
    public void Return_OfAStickThatIsIn_IsRefused()
    {
        string id = sticks.Plug(new SimulatedStick());

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<NvrException>(() => sticks.Return(id)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => sticks.Pull("sim-99")).Kind);
    }

    private async Task<StickFacts?> ReadAsync(string id) => (await sticks.ReadAsync(s_now)).Find(id);
}
