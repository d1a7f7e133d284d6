using Microsoft.Extensions.Logging.Abstractions;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Core.Time;
using Nvr.Recording.Pictures;
using Nvr.Sandbox.Processes;
using Nvr.Storage.Pictures;

namespace Nvr.Recording.Tests.Pictures;

/// <summary>The desk with a real process that does what key frames tell it, lies and dies.</summary>
public sealed class PictureDeskTests : IAsyncDisposable
{
    private static readonly UtcTime s_noon = PicturedFootage.Noon;

    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-pictures-");
    private readonly PicturedFootage footage = new();
    private PictureDesk? desk;

    public PictureDeskTests() => File.WriteAllText(Path.Combine(scratch.FullName, "volume.json"), "{}");

    public async ValueTask DisposeAsync()
    {
        if (desk is not null)
        {
            await desk.DisposeAsync();
        }
        scratch.Delete(recursive: true);
    }

    [Fact]
    public async Task Sheet_IsMadeOnce_AndThenComesFromTheShelf()
    {
        footage.Add(1);
        footage.Add(6);
        footage.Add(16);
        Open();

        byte[] first = (await desk!.GetAsync(Sheet(), CancellationToken.None)).Jpeg;
        byte[] again = (await desk.GetAsync(Sheet(), CancellationToken.None)).Jpeg;

        Assert.Equal("0,1,3", ScriptedPictures.Read(first).Tiles);
        Assert.Equal(first, again);
        Assert.Equal((1, 3), (desk.Made, footage.Reads));
    }

    [Fact]
    public async Task SamePictureAskedForByMany_IsMadeOnce()
    {
        string gate = Gate();
        footage.Add(1, $"hold {gate}");
        Open();

        Task<MadePicture>[] all = [.. Enumerable.Range(0, 20).Select(_ => desk!.GetAsync(Sheet(), CancellationToken.None))];
        File.Delete(gate);
        MadePicture[] made = await Task.WhenAll(all);

        Assert.Equal(1, desk!.Made);
        Assert.All(made, m => Assert.Same(made[0], m));
    }

    [Fact]
    public async Task RequestThatIsGivenUp_IsNotMade_AndTheProcessGoesOn()
    {
        string gate = Gate();
        footage.Add(1, $"hold {gate}");
        footage.Add(301);
        footage.Add(601);
        Open();
        Task<MadePicture> first = desk!.GetAsync(Sheet(), CancellationToken.None);
        using var gone = new CancellationTokenSource();
        Task<MadePicture> second = desk.GetAsync(Sheet(300), gone.Token);
        Task<MadePicture> third = desk.GetAsync(Sheet(600), CancellationToken.None);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        File.Delete(gate);

        Assert.Equal(ScriptedPictures.Read((await first).Jpeg).Process, ScriptedPictures.Read((await third).Jpeg).Process);
        Assert.Equal((2, 2), (desk.Made, footage.Reads));
    }

    [Fact]
    public async Task SheetThatIsGivenUpHalfMade_EndsThere_AndTheProcessGoesOn()
    {
        string gate = Gate();
        footage.Add(301);
        Open();
        int process = ScriptedPictures.Read((await desk!.GetAsync(Sheet(300), CancellationToken.None)).Jpeg).Process;
        for (int second = 1; second < 300; second += 5)
        {
            footage.Add(second, $"hold {gate}");
        }
        int before = footage.Reads;
        using var gone = new CancellationTokenSource();
        Task<MadePicture> half = desk.GetAsync(Sheet(), gone.Token);
        SpinWait.SpinUntil(() => footage.Reads > before, TimeSpan.FromSeconds(30));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => half);
        File.Delete(gate);
        footage.Add(601);

        MadePicture next = await desk.GetAsync(Sheet(600), CancellationToken.None);

        Assert.Equal(process, ScriptedPictures.Read(next.Jpeg).Process);
        Assert.InRange(footage.Reads - before, 2, 5);
    }

    [Fact]
    public async Task RequestsBeyondTheBound_AreRefusedInWords()
    {
        string gate = Gate();
        footage.Add(1, $"hold {gate}");
        for (int i = 1; i <= PictureDesk.Most + 2; i++)
        {
            footage.Add((i * 300) + 1);
        }
        Open();
        List<Task<MadePicture>> all = [desk!.GetAsync(Sheet(), CancellationToken.None)];
        SpinWait.SpinUntil(() => footage.Reads > 0, TimeSpan.FromSeconds(30));
        for (int i = 1; i <= PictureDesk.Most; i++)
        {
            all.Add(desk.GetAsync(Sheet(i * 300), CancellationToken.None));
        }

        NvrException refused = await Assert.ThrowsAsync<NvrException>(() => desk.GetAsync(Sheet((PictureDesk.Most + 1) * 300), CancellationToken.None));
        File.Delete(gate);
        await Task.WhenAll(all);

        Assert.Equal(ErrorKind.Exhausted, refused.Kind);
        Assert.Contains("Try again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MomentAfterAKeyFrame_IsDrawnAsOnePicture_AndMarkedByItselfWhereItEndsTheProcess()
    {
        UtcTime key = footage.Add(1);
        Open();
        PicturePlan exact = Planner().Exact(footage.Camera, key.Plus(3_000_000), 360)!;
        Assert.Equal("0", ScriptedPictures.Read((await desk!.GetAsync(exact, CancellationToken.None)).Jpeg).Tiles);

        footage.LaterCommand = "die";
        PicturePlan deadly = Planner().Exact(footage.Camera, key.Plus(2_000_000), 360)!;
        await Assert.ThrowsAsync<NvrException>(() => desk.GetAsync(deadly, CancellationToken.None));

        // What is left is the key frame, which has done nothing.
        PicturePlan instead = Planner().Exact(footage.Camera, key.Plus(2_000_000), 360)!;
        Assert.Equal(new PictureSource(StreamKind.Main, key), Assert.Single(instead.Sources));
        Assert.Equal("0", ScriptedPictures.Read((await desk.GetAsync(instead, CancellationToken.None)).Jpeg).Tiles);
    }

    [Theory]
    [InlineData("die")]
    [InlineData("crash")]
    [InlineData("starve")]
    public async Task KeyFrameThatEndsTheProcessTwice_IsPassedOver_AndRememberedByTheNextDesk(string command)
    {
        footage.Add(1);
        UtcTime culprit = footage.Add(6, command);
        footage.Add(11);
        Open();

        MadePicture made = await desk!.GetAsync(Sheet(), CancellationToken.None);
        Assert.Equal("0,2", ScriptedPictures.Read(made.Jpeg).Tiles);
        Assert.True(Shelf().IsMarked(PicturePlan.MarkOf(footage.Camera, new PictureSource(StreamKind.Main, culprit))));
        int reads = footage.Reads;
        PicturePlan next = Sheet();
        await desk.DisposeAsync();
        Open();
        await desk.GetAsync(next, CancellationToken.None);

        Assert.Null(next.Sources[1]);
        Assert.Equal(2, footage.Reads - reads);
    }

    [Fact]
    public async Task ProcessThatIsEndedOnce_IsStartedAgain_AndNothingIsMissing()
    {
        footage.Add(1);
        footage.Add(6, $"once {Path.Combine(scratch.FullName, "died")}");
        Open();

        MadePicture made = await desk!.GetAsync(Sheet(), CancellationToken.None);

        Assert.Equal("0,1", ScriptedPictures.Read(made.Jpeg).Tiles);
        Assert.DoesNotContain(Directory.GetFiles(scratch.FullName, "*", SearchOption.AllDirectories), f => f.EndsWith(PictureName.MarkEnding, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("undecodable")]
    [InlineData("huge")]
    public async Task DamagedKeyFrame_LeavesItsTileOut_AndIsNotTriedAgain(string command)
    {
        UtcTime damaged = footage.Add(1, command);
        footage.Add(6);
        Open();

        Assert.Equal("1", ScriptedPictures.Read((await desk!.GetAsync(Sheet(), CancellationToken.None)).Jpeg).Tiles);

        Assert.Null(Sheet().Sources[0]);
        var single = new PicturePlan(footage.Camera, s_noon, Sheet().Order with { Columns = 1, Rows = 1 }, [new PictureSource(StreamKind.Main, damaged)]);
        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => desk.GetAsync(single, CancellationToken.None));
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FootageThatCannotBeReadOrIsGone_IsLeftOut_AndTheSheetIsNotKept()
    {
        UtcTime gone = footage.Add(1);
        footage.Add(6, "unreadable");
        footage.Add(11);
        PicturePlan plan = Sheet();
        footage.Remove(gone);
        Open();

        MadePicture made = await desk!.GetAsync(plan, CancellationToken.None);
        await desk.GetAsync(plan, CancellationToken.None);

        Assert.Equal("2", ScriptedPictures.Read(made.Jpeg).Tiles);
        Assert.False(made.IsWhole);
        Assert.Equal(2, desk.Made);
    }

    [Fact]
    public async Task StreamOfNothingButDeadlyKeyFrames_IsGivenUpInWords_AndGetsFurtherNextTime()
    {
        for (int second = 1; second < 60; second += 5)
        {
            footage.Add(second, "die");
        }
        footage.Add(301);
        Open();
        await desk!.GetAsync(Sheet(300), CancellationToken.None);

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => desk!.GetAsync(Sheet(), CancellationToken.None));

        Assert.Equal(ErrorKind.Exhausted, failure.Kind);
        Assert.Equal(12 - 2, Sheet().Sources.Count(s => s is not null));
    }

    [Fact]
    public async Task ProcessThatNeverDrewAnything_IsNotHeldAgainstTheFootage()
    {
        footage.Add(1, "die");
        Open();

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => desk!.GetAsync(Sheet(), CancellationToken.None));

        Assert.Contains("again and again", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(Sheet().Sources[0]);
    }

    [Theory]
    [InlineData("ready(); kind = 0\nwhile kind != 4: kind, _ = message()\nsend(4, bytes(30))", "ended again and again")]
    [InlineData("ready()\ndef finish(): unit(jpeg(8, 8, b''))\nserve()", "ended again and again")]
    [InlineData("ready()\ndef finish(): unit(b'<script>')\nserve()", "ended again and again")]
    [InlineData("send(4, bytes(30))", "spoke out of turn")]
    [InlineData("os._exit(3)", "it ended with 3")]
    [InlineData("send(6, b'\\x07FFmpeg is not installed.\\x1fInstall it.')", "Pictures of footage cannot be made now. FFmpeg is not installed.")]
    public async Task Lie_IsAFailureInWords(string script, string words)
    {
        footage.Add(1);
        Open(ScriptedPictures.Program(script));

        NvrException failure = await Assert.ThrowsAsync<NvrException>(() => desk!.GetAsync(Sheet(), CancellationToken.None));

        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramThatCannotBeStarted_IsSaidInWords_WithoutTryingForEach()
    {
        footage.Add(1);
        Open(new WorkerProgram("/nonexistent", []));

        for (int i = 0; i < 3; i++)
        {
            NvrException failure = await Assert.ThrowsAsync<NvrException>(() => desk!.GetAsync(Sheet(), CancellationToken.None));
            Assert.StartsWith("Pictures of footage cannot be made now.", failure.Message, StringComparison.Ordinal);
        }
    }

    private PictureShelf Shelf() => new(() => new PictureRoom(Path.Combine(scratch.FullName, "pictures"), 1 << 20, 1 << 20), TimeProvider.System);

    private PicturePlanner Planner() => new(footage, footage, Shelf(), new NoMasks());

    private PicturePlan Sheet(int second = 0) =>
        Planner().Sheets(footage.Camera, new UtcRange(s_noon.Plus(second * 1_000_000L), s_noon.Plus((second + 300) * 1_000_000L)), 90).SingleOrDefault()!;

    private static string Gate()
    {
        string gate = Path.Combine(Path.GetTempPath(), $"nvr-gate-{Guid.NewGuid():n}");
        File.WriteAllText(gate, "");
        return gate;
    }

    private void Open(WorkerProgram? program = null) =>
        desk = new PictureDesk(program ?? ScriptedPictures.Program(), footage, Shelf(), BoxClock.System(), NullLogger<PictureDesk>.Instance);
}
