using Nvr.Board.Linux.Disks;

namespace Nvr.Board.Linux.Tests.Disks;

public sealed class KernelDisksTests : IDisposable
{
    private readonly MdFolder folder = new();
    private readonly KernelDisks kernel;

    public KernelDisksTests() => kernel = new KernelDisks(folder.Root);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Holders_OtherThanArrays_AreSeen()
    {
        folder.WithHolder("vdb", "md127").WithHolder("vdc", "dm-0");

        Assert.False(kernel.HasForeignHolder("vdb"));
        Assert.True(kernel.HasForeignHolder("vdc"));
    }

    [Fact]
    public void Holders_OfAPart_AreThoseOfTheDisk()
    {
        folder.WithPart("sda", 1).WithHolder("sda/sda1", "dm-3");

        Assert.Equal(["dm-3"], kernel.HoldersOf("sda"));
        Assert.True(kernel.HasForeignHolder("sda"));
        Assert.Equal(1, kernel.CountParts("sda"));
    }

    [Fact]
    public void ADiskThatIsGone_HasNothing()
    {
        folder.WithDisk("sdb", "0");

        Assert.False(kernel.Has("sda"));
        Assert.False(kernel.Has("sdb"));
        Assert.Empty(kernel.HoldersOf("sda"));
        Assert.Equal((0, 0L), (kernel.CountParts("sda"), kernel.PlugOf("sda")));
    }
}
