using System.IO.Hashing;
using Nvr.Core.Time;
using Nvr.Export.Archives;
using Nvr.Export.Tests.Support;

namespace Nvr.Export.Tests.Archives;

/// <summary>The bytes between the files, as other programs read them.</summary>
public sealed class ZipLayoutTests
{
    private const long Beyond32Bits = (4L << 30) + 12_345;

    private static readonly UtcTime Time = UtcTime.From(new DateTimeOffset(2026, 11, 23, 21, 40, 6, TimeSpan.Zero));

    [Theory]
    [InlineData(1_000)]
    [InlineData(uint.MaxValue - 1L)]
    [InlineData(uint.MaxValue)]
    [InlineData(Beyond32Bits)]
    public void Archive_OfAnyLength_IsListedAndWhatLiesBehindIsRead(long firstBytes)
    {
        byte[] note = "behind it"u8.ToArray();
        string file = Path.Combine(Directory.CreateTempSubdirectory("nvr-zip-").FullName, "long.zip");
        IReadOnlyList<ZipPiece> pieces = ZipLayout.Of(
            [
                new ZipEntry("F/01_Tür.mp4", 0, [new ZipPiece(firstBytes, default, null)]),
                new ZipEntry("F/note.txt", Crc32.HashToUInt32(note), [ZipPiece.Of(note)]),
            ],
            Time);

        // The first file is a hole in a sparse one: its bytes take no room here.
        using (FileStream zip = File.Create(file))
        {
            foreach (ZipPiece piece in pieces)
            {
                if (piece.Bytes.Length > 0)
                {
                    zip.Write(piece.Bytes.Span);
                }
                else
                {
                    zip.Seek(piece.Length, SeekOrigin.Current);
                }
            }
        }

        try
        {
            string listed = Tool.Run(
                "python3", "-c", "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); i=z.infolist(); print(i[0].filename, i[0].file_size, i[0].date_time, z.read('F/note.txt').decode())", file);
            Assert.Equal($"F/01_Tür.mp4 {firstBytes} (2026, 11, 23, 21, 40, 6) behind it", listed.Trim());
            if (firstBytes != uint.MaxValue)
            {
                // Info-ZIP 6.0 takes this very length for "see the 64-bit field" again when it comes to the next file.
                Assert.Contains("F/note.txt", Tool.Run("unzip", "-l", file), StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void Archive_OfNothing_IsStillOne() =>
        Assert.Equal(22, ZipLayout.Of([], Time).Sum(p => p.Length));
}
