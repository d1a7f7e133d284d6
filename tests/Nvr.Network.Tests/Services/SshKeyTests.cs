using Nvr.Core;
using Nvr.Network.Services;

namespace Nvr.Network.Tests.Services;

/// <summary>Public keys as OpenSSH writes them, and what only looks alike.</summary>
public sealed class SshKeyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-ssh-");

    [Theory]
    [InlineData("ed25519", 256)]
    [InlineData("ecdsa", 521)]
    [InlineData("rsa", 2048)]
    public async Task Key_OfOpenSsh_IsRead_AndHasItsFingerprint(string kind, int bits)
    {
        string file = Path.Combine(folder.FullName, kind);
        await MakeAsync(file, kind, bits);
        string line = await File.ReadAllTextAsync(file + ".pub", TestContext.Current.CancellationToken);
        (_, string listed) = await Foreign.RunAsync("ssh-keygen", "-l", "-f", file + ".pub");

        SshKey key = SshKey.Parse(line);

        Assert.Equal(line.Trim(), key.Line);
        Assert.Equal(listed.Split(' ')[1], key.Fingerprint);
        Assert.Equal("anna at her desk", key.Comment);
    }

    [Fact]
    public async Task Key_ThatIsPrivate_IsRefusedForThat()
    {
        string file = Path.Combine(folder.FullName, "private");
        await MakeAsync(file, "ed25519", 256);

        NvrException refused = Assert.Throws<NvrException>(() => SshKey.Parse(File.ReadAllLines(file)[0]));

        Assert.Contains("private key", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ssh-ed25519")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("ssh-ed25519 not!base64 anna")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3MAAAA anna")]
    [InlineData("command=\"/bin/sh\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFXMm3oIpDwt8ynjlbNWPInZPjvsOkEb6T4FLkyGMlU5 anna")]
    [InlineData("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIFXMm3oIpDwt8ynjlbNWPInZPjvsOkEb6T4FLkyGMlU5 anna")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFXMm3oIpDwt8ynjlbNWPInZPjvsOkEb6T4FLkyGMlU5 anna\rssh-ed25519 AAAA")]
    public void Line_ThatIsNoPublicKeyAlone_IsRefused(string line)
    {
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => SshKey.Parse(line)).Kind);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task MakeAsync(string file, string kind, int bits)
    {
        (int exitCode, string said) = await Foreign.RunAsync("ssh-keygen", "-q", "-t", kind, "-b", bits.ToString(System.Globalization.CultureInfo.InvariantCulture), "-N", "", "-C", "anna at her desk", "-f", file);
        Assert.True(exitCode == 0, said);
    }
}
