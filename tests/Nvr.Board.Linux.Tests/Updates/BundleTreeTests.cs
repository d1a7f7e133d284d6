using System.Buffers.Binary;
using System.Diagnostics;
using Nvr.Board.Linux.Updates;
using Xunit;

namespace Nvr.Board.Linux.Tests.Updates;

/// <summary>A bundle of the verity format made by Debian's own rauc, and what its signed manifest says of its hashes: every byte counts.</summary>
public sealed class BundleTreeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nvr-bundle-tree-").FullName;

    /// <param name="imageBytes">For a tree of one, two and three levels.</param>
    [Theory]
    [InlineData(50_000)]
    [InlineData(1_000_000)]
    [InlineData(70_000_000)]
    public async Task Bundle_AsItWasMade_Fits_AndNoneOfWhichABitIsChanged(int imageBytes)
    {
        (string bundle, BundleTree tree, long dataBytes) = await MakeAsync(imageBytes);

        Assert.True(await tree.FitsAsync(bundle, TestContext.Current.CancellationToken));

        // The first and the last of the data, and of the tree.
        foreach (long at in new[] { 0, dataBytes / 2, dataBytes - 1, dataBytes, dataBytes + tree.Bytes - 1 })
        {
            await TurnAsync(bundle, at);
            Assert.False(await tree.FitsAsync(bundle, TestContext.Current.CancellationToken), $"byte {at} of {dataBytes}");
            await TurnAsync(bundle, at);
        }
        Assert.True(await tree.FitsAsync(bundle, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Bundle_OfAnotherLength_OrWithATreeOfAnother_DoesNotFit()
    {
        (string bundle, BundleTree tree, _) = await MakeAsync(50_000);
        byte[] whole = await File.ReadAllBytesAsync(bundle, TestContext.Current.CancellationToken);

        Assert.False(await (tree with { Root = new byte[32] }).FitsAsync(bundle, TestContext.Current.CancellationToken));
        Assert.False(await (tree with { Salt = new byte[32] }).FitsAsync(bundle, TestContext.Current.CancellationToken));
        Assert.False(await (tree with { Bytes = tree.Bytes + 4096 }).FitsAsync(bundle, TestContext.Current.CancellationToken));
        Assert.False(await (tree with { Bytes = long.MaxValue }).FitsAsync(bundle, TestContext.Current.CancellationToken));
        foreach (int bytes in new[] { 0, 7, 8, 4096, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(bundle, whole[..bytes], TestContext.Current.CancellationToken);
            Assert.False(await tree.FitsAsync(bundle, TestContext.Current.CancellationToken), $"{bytes} bytes");
        }
        BinaryPrimitives.WriteUInt64BigEndian(whole.AsSpan(whole.Length - 8), ulong.MaxValue);
        await File.WriteAllBytesAsync(bundle, whole, TestContext.Current.CancellationToken);
        Assert.False(await tree.FitsAsync(bundle, TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(string Bundle, BundleTree Tree, long DataBytes)> MakeAsync(int imageBytes)
    {
        await RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "pem", "-subj", "/O=Test/CN=maker", "-days", "2");
        Directory.CreateDirectory(At("content"));
        byte[] image = new byte[imageBytes];
        Random.Shared.NextBytes(image);
        await File.WriteAllBytesAsync(At("content/rootfs.img"), image);
        await File.WriteAllTextAsync(At("content/manifest.raucm"), "[update]\ncompatible=box\nversion=1\n[bundle]\nformat=verity\n[image.rootfs]\nfilename=rootfs.img\n");
        await RunAsync("rauc", "--cert", "pem", "--key", "key", "bundle", "content", "bundle.raucb");
        byte[] whole = await File.ReadAllBytesAsync(At("bundle.raucb"));
        int signature = (int)BinaryPrimitives.ReadUInt64BigEndian(whole.AsSpan(whole.Length - 8));
        await File.WriteAllBytesAsync(At("signature"), whole[^(signature + 8)..^8]);
        await RunAsync("openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-in", "signature", "-out", "manifest");
        Dictionary<string, string> told = (await File.ReadAllLinesAsync(At("manifest"))).Where(l => l.StartsWith("verity-", StringComparison.Ordinal)).Select(l => l.Split('=')).ToDictionary(l => l[0], l => l[1]);
        var tree = new BundleTree(Convert.FromHexString(told["verity-hash"]), Convert.FromHexString(told["verity-salt"]), long.Parse(told["verity-size"], System.Globalization.CultureInfo.InvariantCulture));
        return (At("bundle.raucb"), tree, whole.Length - 8 - signature - tree.Bytes);
    }

    private static async Task TurnAsync(string path, long at)
    {
        await using FileStream file = File.Open(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = at;
        int old = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)(old ^ 1));
    }

    private string At(string name) => Path.Combine(folder, name);

    private async Task RunAsync(string program, params string[] arguments)
    {
        using Process made = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> said = made.StandardError.ReadToEndAsync();
        await made.StandardOutput.ReadToEndAsync();
        await made.WaitForExitAsync();
        Assert.True(made.ExitCode == 0, $"{program}: {await said}");
    }
}
