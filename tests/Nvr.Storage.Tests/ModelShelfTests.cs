using System.Security.Cryptography;
using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Storage.Models;
using Nvr.Storage.Settings;
using Xunit;

namespace Nvr.Storage.Tests;

public sealed class ModelShelfTests : IDisposable
{
    private static readonly ModelManifest Manifest = new("People and cars", ["person", "car"], 320, 320, "MIT");
    private readonly DataDirectory data = DataDirectory.Open(Directory.CreateTempSubdirectory("nvr-models-").FullName);

    [Fact]
    public void Model_Added_IsListedWithItsHash_AfterARestartToo_AndRemoved()
    {
        byte[] content = Content(300_000);

        DetectionModel added = new ModelShelf(data).Add(Manifest, new MemoryStream(content), content.Length, CancellationToken.None);

        var shelf = new ModelShelf(data);
        DetectionModel listed = Assert.Single(shelf.List());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), listed.Sha256);
        Assert.Equal((added.Id, 300_000, "People and cars", 2), (listed.Id, listed.Bytes, listed.Manifest.Name, listed.Manifest.Classes.Count));
        Assert.Equal(content, File.ReadAllBytes(shelf.PathOf(listed)));
        shelf.Remove(listed.Id);
        Assert.Empty(shelf.List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(data.Root, "models")));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => shelf.Remove("../settings/device")).Kind);
    }

    [Fact]
    public void Model_OfAnOlderRecorder_IsListedWithWhatMostModelsHave_AndOneThatWasChangedIsNot()
    {
        string folder = Directory.CreateDirectory(Path.Combine(data.Root, "models")).FullName;
        Put("0123456789abcdef", 320);
        Put("fedcba9876543210", 32_000);

        DetectionModel listed = Assert.Single(new ModelShelf(data).List());

        Assert.Equal(Manifest.Name, listed.Manifest.Name);
        Assert.Equal((new InputForm(), new HeadForm()), (listed.Manifest.Input, listed.Manifest.Head));

        void Put(string id, int width)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{id}.onnx"), Content(10));
            File.WriteAllText(
                Path.Combine(folder, $"{id}.json"),
                $$$"""{"id":"{{{id}}}","sha256":"00","bytes":10,"manifest":{"name":"People and cars","classes":["person"],"inputWidth":{{{width}}},"inputHeight":320,"licence":"MIT"}}""");
        }
    }

    [Fact]
    public void ModelInUse_IsTheChosenOne_ElseTheOneAddedLast_AfterARestartToo()
    {
        var shelf = new ModelShelf(data);
        Assert.Null(shelf.InUse());
        DetectionModel[] added = [.. Enumerable.Range(0, 3).Select(_ => Add(shelf))];
        Assert.Equal(added[2].Id, new ModelShelf(data).InUse()!.Id);

        shelf.Use(added[0].Id);
        Add(shelf);
        Assert.Equal(added[0].Id, new ModelShelf(data).InUse()!.Id);
        shelf.Remove(added[1].Id);
        Assert.Equal(added[0].Id, shelf.InUse()!.Id);

        shelf.Remove(added[0].Id);
        DetectionModel last = Add(shelf);
        Assert.Equal(last.Id, new ModelShelf(data).InUse()!.Id);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<NvrException>(() => shelf.Use("../settings/device")).Kind);
    }

    [Fact]
    public void NoModel_CanBeChosen_AndStaysSo()
    {
        var shelf = new ModelShelf(data);
        Add(shelf);
        shelf.Use(null);
        Add(shelf);

        Assert.Null(new ModelShelf(data).InUse());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef\n")]
    [InlineData("../people")]
    public void Choice_ThatNamesNoModel_IsNone(string choice)
    {
        var shelf = new ModelShelf(data);
        DetectionModel model = Add(shelf);
        File.WriteAllText(Path.Combine(data.Root, "models", "use"), choice);

        Assert.Equal(model.Id, shelf.InUse()!.Id);
    }

    [Fact]
    public void ModelAddedAgain_WithAnotherManifest_IsAnother()
    {
        var shelf = new ModelShelf(data);
        DetectionModel first = shelf.Add(Manifest, new MemoryStream([8, 1]), 2, CancellationToken.None);
        Add(shelf);
        int changes = 0;
        shelf.Changed += () => changes++;

        shelf.Add(Manifest with { Name = "Cars and people" }, new MemoryStream([8, 1]), 2, CancellationToken.None);

        DetectionModel now = shelf.InUse()!;
        Assert.Equal((first.Id, "Cars and people", false, 1), (now.Id, now.Manifest.Name, now.IsSame(first), changes));
        Assert.True(now.IsSame(new ModelShelf(data).InUse()));
    }

    [Fact]
    public void Manifest_OfAModel_ComesBackInFull()
    {
        var full = new ModelManifest("M", ["a"], 300, 200, "MIT", new InputForm(PixelLayout.Nhwc, ColourOrder.Bgr, PixelType.Byte, PictureFit.Stretch, 2, [1, 2, 3], [4, 5, 6]), new HeadForm(HeadStyle.Detr, BoxForm.CornerPixels, ScoreForm.Softmax, 0.1f, 0.9f));
        new ModelShelf(data).Add(full, new MemoryStream(Content(10)), 10, CancellationToken.None);

        ModelManifest read = Assert.Single(new ModelShelf(data).List()).Manifest;

        Assert.Equal(full.Head, read.Head);
        Assert.Equal([1, 2, 3], read.Input.Mean);
        Assert.Equal([4, 5, 6], read.Input.Deviation);
        Assert.Equal(full.Input with { Mean = null, Deviation = null }, read.Input with { Mean = null, Deviation = null });
    }

    [Theory]
    [InlineData(299_999)]
    [InlineData(300_001)]
    public void Model_OfAnotherLength_LeavesNothing(long told)
    {
        var shelf = new ModelShelf(data);

        Assert.Equal(ErrorKind.Storage, Assert.Throws<NvrException>(() => shelf.Add(Manifest, new MemoryStream(Content(300_000)), told, CancellationToken.None)).Kind);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(data.Root, "models")));
    }

    [Fact]
    public void Model_ThatIsNoOnnx_IsRefused()
    {
        Assert.Equal(ErrorKind.Unsupported, Assert.Throws<NvrException>(() => new ModelShelf(data).Add(Manifest, new MemoryStream("PK\x3\x4"u8.ToArray()), 4, CancellationToken.None)).Kind);
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => new ModelShelf(data).Add(Manifest, Stream.Null, ModelShelf.LargestBytes + 1, CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task List_DoesNotWaitForAModelThatIsBeingCopied()
    {
        var shelf = new ModelShelf(data);
        shelf.Add(Manifest, new MemoryStream(Content(10)), 10, CancellationToken.None);
        using var slow = new StuckStream();
        Task adding = Task.Run(() => shelf.Add(Manifest, slow, 300_000, CancellationToken.None), TestContext.Current.CancellationToken);
        slow.WaitForReader();

        IReadOnlyList<DetectionModel> listed = await Task.Run(shelf.List, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Single(listed);
        slow.End();
        await Assert.ThrowsAsync<NvrException>(() => adding);
    }

    [Fact]
    public void PowerCut_BetweenModelAndManifest_LeavesNoneThatIsListed()
    {
        Directory.CreateDirectory(Path.Combine(data.Root, "models"));
        File.WriteAllBytes(Path.Combine(data.Root, "models", "0123456789abcdef.onnx"), Content(10));
        File.WriteAllText(Path.Combine(data.Root, "models", "broken.json"), "{ no");

        Assert.Empty(new ModelShelf(data).List());
    }

    public void Dispose()
    {
        data.Dispose();
        Directory.Delete(data.Root, recursive: true);
    }

    /// <summary>A stick that does not come on with its bytes until it is pulled.</summary>
    private sealed class StuckStream : MemoryStream
    {
        private readonly ManualResetEventSlim read = new();
        private readonly ManualResetEventSlim ended = new();

        public void WaitForReader() => read.Wait(TimeSpan.FromSeconds(20));

        public void End() => ended.Set();

        public override int Read(Span<byte> buffer)
        {
            read.Set();
            ended.Wait(TimeSpan.FromSeconds(20));
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            read.Dispose();
            ended.Dispose();
            base.Dispose(disposing);
        }
    }

    private static DetectionModel Add(ModelShelf shelf) => shelf.Add(Manifest, new MemoryStream(Content(100)), 100, CancellationToken.None);

    private static byte[] Content(int bytes)
    {
        byte[] content = new byte[bytes];
        Random.Shared.NextBytes(content);
        content[0] = 8;
        return content;
    }
}
