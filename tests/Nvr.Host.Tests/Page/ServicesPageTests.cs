using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Playwright;
using Nvr.Host.Tests.Kit;
using Nvr.Host.Tests.Networks;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Page;

/// <summary>What the box offers beside its page, and the page's certificate, as an administrator sets them.</summary>
public sealed class ServicesPageTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFXMm3oIpDwt8ynjlbNWPInZPjvsOkEb6T4FLkyGMlU5 anna";

    private static readonly LocatorAssertionsToContainTextOptions Patiently = new() { Timeout = 90_000 };

    [Fact]
    public async Task Services_AreTurnedOn_AndOff_AndTheCertificateIsChanged()
    {
        await using OfficeStand stand = await OfficeStand.OpenAsync();
        ILocator care = await OpenAsync(stand.Page, "SSH, syslog and SNMP");

        await care.GetByLabel("Public keys, one a line").FillAsync("ssh-ed25519 AAAA");
        await CareCorner.ButtonAsync(care, "Use these keys");
        await Assertions.Expect(care).ToContainTextAsync("Each line must be a public key", Patiently);
        await care.GetByLabel("Public keys, one a line").FillAsync(Key);
        await CareCorner.ButtonAsync(care, "Use these keys");
        await Assertions.Expect(care).ToContainTextAsync("gets in: ssh support@", Patiently);
        await Assertions.Expect(care).ToContainTextAsync("anna: SHA256:", Patiently);
        await Wait.UntilAsync(() => stand.SshKeys == Key + "\n", TimeSpan.FromSeconds(60), () => $"dropbear is told of the key, not of {stand.SshKeys}");

        await care.GetByLabel("Address of the server").FillAsync("logs");
        await CareCorner.ButtonAsync(care, "Send the log there");
        await Assertions.Expect(care).ToContainTextAsync("“Address of the server” must be four numbers", Patiently);
        await care.GetByLabel("Address of the server").FillAsync("192.168.7.9");
        await CareCorner.ButtonAsync(care, "Send the log there");
        await Assertions.Expect(care).ToContainTextAsync("The log is sent there.", Patiently);
        await care.GetByLabel("User name").FillAsync("watcher");
        await care.GetByLabel("Password").FillAsync("a long password");
        await CareCorner.ButtonAsync(care, "Answer this user");
        await Assertions.Expect(care).ToContainTextAsync("watcher is answered.", Patiently);
        await CareCorner.ShowAsync(stand.Page, "care-services");

        await CareCorner.ButtonAsync(care, "Answer nobody");
        await Assertions.Expect(care).ToContainTextAsync("Nobody is answered by SNMP.", Patiently);
        await CareCorner.ButtonAsync(care, "Send it no longer");
        await Assertions.Expect(care).ToContainTextAsync("The log is sent nowhere.", Patiently);
        await care.GetByLabel("Public keys, one a line").FillAsync("");
        await CareCorner.ButtonAsync(care, "Use these keys");
        await Assertions.Expect(care).ToContainTextAsync("SSH is off.", Patiently);
        await Wait.UntilAsync(() => stand.SshKeys is null, TimeSpan.FromSeconds(60), () => "nobody is let in any more");

        await CertificateAsync(stand);
    }

    private static async Task CertificateAsync(OfficeStand stand)
    {
        using var scratch = new Scratch();
        string fingerprint = await MakeAsync(scratch);
        ILocator care = await OpenAsync(stand.Page, "Certificate");
        await Assertions.Expect(care).ToContainTextAsync("a certificate of its own", Patiently);
        await care.GetByLabel("PEM files").SetInputFilesAsync([scratch.At("page.crt")]);
        await CareCorner.ButtonAsync(care, "Use this certificate");
        await Assertions.Expect(care).ToContainTextAsync("There is no key in it", Patiently);
        await care.GetByLabel("PEM files").SetInputFilesAsync([scratch.At("page.crt"), scratch.At("page.key")]);
        await CareCorner.ButtonAsync(care, "Use this certificate");
        await Assertions.Expect(care).ToContainTextAsync("The certificate is in use.", Patiently);
        await Assertions.Expect(care).ToContainTextAsync("It is for nvr.example.org.", Patiently);
        await Assertions.Expect(care.Locator("code").Last).ToHaveTextAsync(fingerprint);
        await care.GetByLabel("Address of the authority").FillAsync("https://localhost:9/dir");
        await care.GetByLabel("Names of this page").FillAsync("*.example.org");
        await CareCorner.ButtonAsync(care, "Fetch a certificate");
        await Assertions.Expect(care).ToContainTextAsync("“Names of this page”: *.example.org is neither a name", Patiently);
        await care.GetByLabel("Names of this page").FillAsync("nvr.example.org");
        await CareCorner.ButtonAsync(care, "Fetch a certificate");
        await Assertions.Expect(care).ToContainTextAsync("localhost cannot be reached", Patiently);
        await CareCorner.ShowAsync(stand.Page, "care-certificate");
        await CareCorner.ButtonAsync(care, "Use the recorder’s own again");
        await Assertions.Expect(care).ToContainTextAsync("The recorder’s own certificate is in use again.", Patiently);
    }

    private static async Task<string> MakeAsync(Scratch scratch)
    {
        await ForeignProgram.OutputAsync(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", scratch.At("page.key"), "-out", scratch.At("page.crt"), "-days", "60", "-subj", "/CN=nvr.example.org",
            "-addext", "subjectAltName=DNS:nvr.example.org");
        using X509Certificate2 made = X509CertificateLoader.LoadCertificateFromFile(scratch.At("page.crt"));
        return string.Join(':', made.GetCertHashString(HashAlgorithmName.SHA256).Chunk(2).Select(p => new string(p)));
    }

    private static async Task<ILocator> OpenAsync(IPage page, string fold)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), "/box").AbsoluteUri);
        ILocator care = CareCorner.Of(page);
        await care.GetByText(fold, new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        return care;
    }
}
