using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Pictures;
using Nvr.Storage.Pictures;

namespace Nvr.Recording.Tests.Pictures;

/// <summary>Sheets that nobody has asked for yet, with a real process that does what key frames tell it.</summary>
public sealed class SheetsAheadTests : IAsyncDisposable
{
    private const int Five = 300;

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-ahead-");
    private readonly PicturedFootage footage = new();
    private readonly FakeTimeProvider time = new(PicturedFootage.Noon.ToDateTimeOffset());
    private readonly PictureShelf shelf;
    private readonly PictureDesk desk;
    private readonly PicturePlanner planner;
    private readonly SheetsAhead ahead;
    private long roomBytes = 1 << 20;

    public SheetsAheadTests()
    {
        File.WriteAllText(Path.Combine(scratch.FullName, "volume.json"), "{}");
        shelf = new PictureShelf(() => new PictureRoom(Path.Combine(scratch.FullName, "pictures"), roomBytes, 1 << 20), TimeProvider.System);
        desk = new PictureDesk(ScriptedPictures.Program(), footage, shelf, BoxClock.System(), NullLogger<PictureDesk>.Instance);
        planner = new PicturePlanner(footage, footage, shelf, new NoMasks());
        ahead = new SheetsAhead(planner, desk, new BoxClock(time, Guid.NewGuid()));
    }

    public async ValueTask DisposeAsync()
    {
        await desk.DisposeAsync();
        scratch.Delete(recursive: true);
    }

    [Fact]
    public async Task Sheet_IsMadeWhenItsFiveMinutesAreOver_AndServedWithoutMaking()
    {
        Fill(0, 2 * Five);
        await KeepUpAtAsync(Five + 14);
        Assert.Equal(0, desk.Made);

        await KeepUpAtAsync(Five + 15);
        await KeepUpAtAsync(Five + 35);
        await KeepUpAtAsync((2 * Five) + 14);
        Assert.Equal(1, desk.Made);
        await KeepUpAtAsync((2 * Five) + 15);
        Assert.Equal(2, desk.Made);

        int reads = footage.Reads;
        await desk.GetAsync(Sheet(0), CancellationToken.None);
        await desk.GetAsync(Sheet(Five), CancellationToken.None);
        Assert.Equal((2, reads), (desk.Made, footage.Reads));
    }

    [Fact]
    public async Task PicturesOfAMainStream_AreLeftToWhoAsks()
    {
        Fill(0, Five);
        footage.Add(Five + 1, stream: StreamKind.Main);
        await KeepUpAtAsync(Five + 20);

        await KeepUpAtAsync((2 * Five) + 20);

        Assert.Equal(1, desk.Made);
    }

    [Fact]
    public async Task NothingIsMade_WhereTheShelfHasNoRoom_OrNobodyRecorded()
    {
        roomBytes = 0;
        Fill(0, Five);
        await KeepUpAtAsync(Five + 20);
        await KeepUpAtAsync((2 * Five) + 20);

        Assert.Equal((0, 0), (desk.Made, footage.Reads));
    }

    [Fact]
    public async Task WhoAsksMeanwhile_DoesNotWait_AndTheSheetIsMadeTheNextTime()
    {
        string gate = Path.Combine(scratch.FullName, "gate");
        File.WriteAllText(gate, "");
        Fill(0, Five, $"hold {gate}");
        UtcTime wanted = footage.Add(-Five);
        time.AdjustTime(PicturedFootage.Noon.ToDateTimeOffset().AddSeconds(Five + 20));
        Task keeping = ahead.KeepUpAsync([footage.Camera], CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => footage.Reads > 0, TimeSpan.FromSeconds(30)));

        Task<MadePicture> asked = desk.GetAsync(planner.Single(footage.Camera, wanted, 360)!, CancellationToken.None);
        File.Delete(gate);
        await asked;
        await keeping;

        // The one that was being drawn, and what somebody asked for.
        Assert.InRange(footage.Reads, 2, 4);
        Assert.Equal(1, desk.Made);
        await KeepUpAtAsync(Five + 40);
        Assert.Equal(2, desk.Made);
    }

    [Fact]
    public async Task WhoAsksForTheSheetItself_GetsIt()
    {
        string gate = Path.Combine(scratch.FullName, "gate");
        File.WriteAllText(gate, "");
        Fill(0, Five, $"hold {gate}");
        time.AdjustTime(PicturedFootage.Noon.ToDateTimeOffset().AddSeconds(Five + 20));
        Task keeping = ahead.KeepUpAsync([footage.Camera], CancellationToken.None);
        Assert.True(SpinWait.SpinUntil(() => footage.Reads > 0, TimeSpan.FromSeconds(30)));

        Task<MadePicture> same = desk.GetAsync(Sheet(0), CancellationToken.None);
        UtcTime other = footage.Add(-Five);
        Task<MadePicture> next = desk.GetAsync(planner.Single(footage.Camera, other, 360)!, CancellationToken.None);
        File.Delete(gate);

        Assert.True((await same).IsWhole);
        await next;
        await keeping;
        Assert.Equal(2, desk.Made);
    }

    [Fact]
    public async Task WhileSomebodyWaits_NothingIsBegun()
    {
        string gate = Path.Combine(scratch.FullName, "gate");
        File.WriteAllText(gate, "");
        UtcTime busy = footage.Add(-Five, $"hold {gate}");
        Fill(0, Five);
        Task<MadePicture> asked = desk.GetAsync(planner.Single(footage.Camera, busy, 360)!, CancellationToken.None);

        await KeepUpAtAsync(Five + 20);
        File.Delete(gate);
        await asked;

        Assert.Equal(1, footage.Reads);
    }

    [Fact]
    public async Task ClockThatIsSetBack_OrFarAhead_BeginsAnew()
    {
        Fill(0, 3 * Five);
        await KeepUpAtAsync((3 * Five) + 20);
        await KeepUpAtAsync((2 * Five) + 20);
        Assert.Equal(2, desk.Made);
        await KeepUpAtAsync(1_000_000 * Five);
        await KeepUpAtAsync((1_000_000 * Five) + 40);

        Assert.Equal(2, desk.Made);
    }

    [Fact]
    public async Task SheetThatCannotBeMade_DoesNotKeepOthersBack()
    {
        Fill(0, Five, "undecodable");
        Fill(Five, 2 * Five);
        await KeepUpAtAsync(Five + 20);

        await KeepUpAtAsync((2 * Five) + 20);

        Assert.Equal(1, desk.Made);
    }

    private void Fill(int from, int to, string command = "draw")
    {
        for (int second = from + 1; second < to; second += 5)
        {
            footage.Add(second, command, StreamKind.Sub);
        }
    }

    private async Task KeepUpAtAsync(long second)
    {
        time.AdjustTime(PicturedFootage.Noon.ToDateTimeOffset().AddSeconds(second));
        await ahead.KeepUpAsync([footage.Camera], CancellationToken.None);
    }

    private PicturePlan Sheet(int second) => Assert.Single(planner.Sheets(
        footage.Camera, new UtcRange(PicturedFootage.Noon.Plus(second * 1_000_000L), PicturedFootage.Noon.Plus((second + Five) * 1_000_000L)), SheetsAhead.Height));
}
