using Nvr.Board.Linux.Disks;

namespace Nvr.Board.Linux.Tests.Disks;

public sealed class PaceWishesTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("nvr-pace-");

    public void Dispose() => root.Delete(recursive: true);

    [Theory]
    [InlineData(2500L, "2500\n")]
    [InlineData(null, "system\n")]
    public void Leave_WritesWhatTheKernelTakes(long? kilobytes, string expected)
    {
        string folder = Path.Combine(root.FullName, "pace");

        new PaceWishes(folder).Leave("md127", kilobytes);

        Assert.Equal(expected, File.ReadAllText(Path.Combine(folder, "md127")));
    }
}
