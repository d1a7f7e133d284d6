using System.Diagnostics;
using Nvr.Storage.Settings;
using Nvr.Storage.Tests.Support;

namespace Nvr.Storage.Tests;

/// <summary>A marker is looked for on whatever is plugged in: what only looks like one must neither keep the program waiting nor fill its memory.</summary>
public sealed class StrangersMarkerTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly Guid id = Guid.NewGuid();

    private string Marker => folder.Of("volume.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void At_AVolume_IsItsId()
    {
        File.WriteAllText(Marker, Text());

        Assert.Equal(id, KnownVolume.At(folder.Path));
    }

    [Fact]
    public void At_ALinkToAMarker_IsNone()
    {
        File.WriteAllText(folder.Of("elsewhere"), Text());
        File.CreateSymbolicLink(Marker, folder.Of("elsewhere"));

        Assert.Null(KnownVolume.At(folder.Path));
    }

    [Fact]
    public void At_AFileLargerThanMemory_IsNone()
    {
        using (FileStream endless = File.Create(Marker))
        {
            endless.SetLength(1L << 40);
        }

        Assert.Null(KnownVolume.At(folder.Path));
    }

    [Fact]
    public async Task At_APipe_IsNoneAtOnce()
    {
        using Process made = Process.Start("mkfifo", [Marker]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Null(await Task.Run(() => KnownVolume.At(folder.Path)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public void At_SomethingElse_IsNone(string content)
    {
        File.WriteAllText(Marker, content);

        Assert.Null(KnownVolume.At(folder.Path));
    }

    private string Text() => $$"""{"Id":"{{id}}","FormatVersion":1}""";
}
