using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Tests.Support;
using Nvr.Storage.Tests.Support;

namespace Nvr.Export.Tests;

public sealed class ExportSignerTests
{
    [Fact]
    public async Task Key_IsMadeOnce_ForItsOwnerOnly()
    {
        using TestFolder folder = new();
        string path = folder.Of("export-key.pem");
        string first;
        using (ExportSigner signer = new(folder.Path, "Shop: \"<b>\"\n" + new string('x', 200), BoxClock.System()))
        {
            Assert.False(File.Exists(path));
            string[] asked = await Task.WhenAll(signer.ReadFingerprintAsync(Counter.Limit), signer.ReadFingerprintAsync(Counter.Limit));
            first = Assert.Single(asked.Distinct());
        }

        using ExportSigner again = new(folder.Path, "Another name", BoxClock.System());
        Assert.Equal(first, await again.ReadFingerprintAsync(Counter.Limit));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Contains("3072 bit", Tool.Run("openssl", "x509", "-in", path, "-noout", "-text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Damaged_IsToldAndStays()
    {
        using TestFolder folder = new();
        string path = folder.Of("export-key.pem");
        using (ExportSigner signer = new(folder.Path, "Shop", BoxClock.System()))
        {
            await signer.ReadFingerprintAsync(Counter.Limit);
        }
        string damaged = File.ReadAllText(path).Remove(200, 40);
        foreach (string content in new[] { damaged, "", "-----BEGIN CERTIFICATE-----", File.ReadAllText(path)[..1000] })
        {
            File.WriteAllText(path, content);
            using ExportSigner signer = new(folder.Path, "Shop", BoxClock.System());

            NvrException failure = await Assert.ThrowsAsync<NvrException>(() => signer.ReadFingerprintAsync(Counter.Limit));

            Assert.Equal(ErrorKind.Storage, failure.Kind);
            Assert.Contains(path, failure.Message, StringComparison.Ordinal);
            Assert.Equal(content, File.ReadAllText(path));
        }
    }

    [Fact]
    public async Task Key_ThatDoesNotBelongToItsCertificate_IsDamaged()
    {
        using TestFolder folder = new();
        string path = folder.Of("export-key.pem");
        Tool.Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.Of("a.key"), "-out", folder.Of("a.pem"), "-subj", "/CN=A");
        Tool.Run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.Of("b.key"), "-out", folder.Of("b.pem"), "-subj", "/CN=B");
        File.WriteAllText(path, File.ReadAllText(folder.Of("a.key")) + File.ReadAllText(folder.Of("b.pem")));
        using ExportSigner signer = new(folder.Path, "Shop", BoxClock.System());

        Assert.Equal(ErrorKind.Storage, (await Assert.ThrowsAsync<NvrException>(() => signer.ReadFingerprintAsync(Counter.Limit))).Kind);
    }
}
