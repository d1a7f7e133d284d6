using Microsoft.Win32.SafeHandles;
using Nvr.Core.Time;
using Nvr.Mp4.Sealing;
using Nvr.Storage.Tests.Support;

namespace Nvr.Export.Tests.Verifying;

public sealed class SealReaderTests
{
    private static readonly ExportSeal Seal = ExportSeal.Build(
        new SealDetails { UnitName = "Shop\0 <é>", ExportTime = new UtcTime(1_764_386_100_000_000), Operator = "front panel", SourceName = "Till", TrackCount = 2, Start = new UtcTime(1_764_386_100_000_000) },
        [1, 2, 3], 384);

    [Fact]
    public void Seal_Written_IsFoundWhereItsSignatureLies()
    {
        byte[] signature = [.. Enumerable.Range(0, 384).Select(i => (byte)i)];
        byte[] file = [0, 0, 0, 8, .. "free"u8, .. Signed(signature)];

        FoundSeal found = Find(file)!;

        Assert.Equal(signature, found.Signature);
        Assert.Equal([1, 2, 3], found.Certificate);
        Assert.Equal(signature, file[(int)found.SignatureAt..((int)found.SignatureAt + 384)]);
    }

    /// <summary>The bytes of the standard, clause by clause.</summary>
    [Fact]
    public void Seal_Written_HasTheBoxesOfTheStandard()
    {
        string text = System.Text.Encoding.Latin1.GetString(Seal.Bytes.Span);

        Assert.Equal(Seal.Bytes.Length, (Seal.Bytes.Span[0] << 24) | (Seal.Bytes.Span[1] << 16) | (Seal.Bytes.Span[2] << 8) | Seal.Bytes.Span[3]);
        string[] order = ["meta", "hdlr", "suep", "ipro", "sinf", "cstb", "schm", "schi", "sibo", "cert"];
        Assert.Equal(order, order.OrderBy(b => text.IndexOf(b, StringComparison.Ordinal)));
        Assert.Contains("suep\u0001\0\0\0Shop <\u00C3\u00A9>\0\0\0", text, StringComparison.Ordinal);
        Assert.Contains("front panel\0\0\0\0\u0002\0\u0001Till\0\0\0\0\0\u0002Till\0\0\0\0", text, StringComparison.Ordinal);
        Assert.Contains("schm\0\0\0\0oeff\0\u0001\0\0", text, StringComparison.Ordinal);
        // 1764386100 s since 1970 are 3847230900 since 1904 and 134088597000000000 intervals of 100 ns since 1601.
        Assert.Contains(Big(3_847_230_900), text, StringComparison.Ordinal);
        Assert.Contains("cstb\0\0\0\u0001\0\0\0\u0001" + Big(134_088_597_000_000_000), text, StringComparison.Ordinal);
    }

    [Fact]
    public void File_CutOrChangedAnywhere_NeverThrows()
    {
        byte[] whole = Seal.Bytes.ToArray();
        Random random = new(5);
        for (int i = 0; i < 3000; i++)
        {
            byte[] file = whole[..random.Next(whole.Length + 1)];
            for (int changes = random.Next(4); changes > 0 && file.Length > 0; changes--)
            {
                file[random.Next(Math.Min(file.Length, 256))] = (byte)random.Next(256);
            }
            FoundSeal? found = Find(file);
            Assert.True(found is null || found.SignatureAt + found.Signature.Length <= file.Length);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 0x6D, 0x65, 0x74, 0x61 })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0x6D, 0x65, 0x74, 0x61, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0, 0, 0, 1, 0x6D, 0x65, 0x74, 0x61, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 7, 0x6D, 0x65, 0x74, 0x61 })]
    [InlineData(new byte[] { 0, 0, 0, 1 })]
    [InlineData(new byte[] { })]
    public void File_WithImpossibleBoxes_HasNoSeal(byte[] file) => Assert.Null(Find(file));

    private static byte[] Signed(byte[] signature)
    {
        Seal.Sign(signature);
        byte[] bytes = Seal.Bytes.ToArray();
        Seal.Sign(new byte[384]);
        return bytes;
    }

    private static string Big(ulong value) =>
        new([.. Enumerable.Range(0, 8).Select(i => (char)((value >> (56 - (8 * i))) & 0xFF))]);

    private static FoundSeal? Find(byte[] content)
    {
        using TestFolder folder = new();
        File.WriteAllBytes(folder.Of("file"), content);
        using SafeFileHandle file = File.OpenHandle(folder.Of("file"));
        return SealReader.Find(file);
    }
}
