using System.Buffers.Binary;
using System.Text;
using Nvr.Core;
using Nvr.Storage.Backups;
using Xunit;

namespace Nvr.Storage.Tests;

public sealed class BackupFileTests
{
    private const string Passphrase = "correct horse battery";
    private static readonly BackupHeader Header = new("shop", "2026-11-29T06:00:00Z", "0.4.0");
    private static readonly byte[] Whole = BackupFile.Seal(new SettingsBackup(Header, new Dictionary<string, byte[]> { ["cameras.json"] = "{\"secret\":1}"u8.ToArray(), ["device.key"] = new byte[32] }), Passphrase);

    [Fact]
    public void Backup_Opened_IsWhatWasSealed_AndHidesIt()
    {
        SettingsBackup opened = BackupFile.Open(Whole, Passphrase);

        Assert.Equal(Header, opened.Header);
        Assert.Equal(Header, BackupFile.ReadHeader(Whole.AsSpan(0, Math.Min(Whole.Length, BackupFile.HeaderBytes))));
        Assert.Equal("{\"secret\":1}", Encoding.UTF8.GetString(opened.Files["cameras.json"]));
        Assert.Equal(new byte[32], opened.Files["device.key"]);
        Assert.DoesNotContain("cameras.json", Encoding.Latin1.GetString(Whole), StringComparison.Ordinal);
    }

    [Fact]
    public void Backup_WithAnotherPassphrase_StaysShut() =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => BackupFile.Open(Whole, Passphrase + " ")).Kind);

    /// <summary>A byte of each part: magic, version, iterations, salt, nonce, length, header, content, tag.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(43)]
    [InlineData(45)]
    [InlineData(60)]
    [InlineData(-40)]
    [InlineData(-1)]
    public void Backup_WithAnyChange_IsRefusedInWords(int at)
    {
        byte[] changed = [.. Whole];
        changed[at < 0 ? changed.Length + at : at] ^= 0x40;

        Assert.NotEmpty(Assert.Throws<NvrException>(() => BackupFile.Open(changed, Passphrase)).Message);
    }

    [Fact]
    public void Backup_CutAnywhere_IsRefusedInWords()
    {
        // Behind the header each try takes the key's work.
        foreach (int length in Enumerable.Range(0, 140).Append(Whole.Length - 1))
        {
            byte[] cut = Whole[..length];
            Assert.Contains(Assert.Throws<NvrException>(() => BackupFile.Open(cut, Passphrase)).Kind, new[] { ErrorKind.Unsupported, ErrorKind.InvalidInput });
        }
    }

    [Fact]
    public void Backup_OfANewerFormat_SaysSo()
    {
        byte[] newer = [.. Whole];
        BinaryPrimitives.WriteUInt16BigEndian(newer.AsSpan(8), 2);

        Assert.Contains("newer version", Assert.Throws<NvrException>(() => BackupFile.ReadHeader(newer)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public void Passphrase_ThatIsTooShort_MakesNone(string passphrase) =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => BackupFile.Seal(new SettingsBackup(Header, new Dictionary<string, byte[]>()), passphrase)).Kind);

    [Theory]
    [InlineData("../cameras.json")]
    [InlineData("/etc/passwd")]
    [InlineData(".absent")]
    [InlineData("")]
    public void Backup_WithNamesThatLeadElsewhere_IsRefused(string name)
    {
        byte[] hostile = BackupFile.Seal(new SettingsBackup(Header, new Dictionary<string, byte[]> { [name] = [1] }), Passphrase);

        Assert.Equal(ErrorKind.Unsupported, Assert.Throws<NvrException>(() => BackupFile.Open(hostile, Passphrase)).Kind);
    }
}
