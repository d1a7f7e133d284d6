using System.Xml.Linq;
using Nvr.Core.Time;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Tests.Soap;

public sealed class UsernameTokenTests
{
    // ONVIF Application Programmer's Guide, example of WS-UsernameToken.
    [Fact]
    public void Digest_ProgrammersGuideExample_Matches() => Assert.Equal(
        "tuOSpGlFlIXsozq4HFNeeGeFLEI=",
        UsernameToken.DigestOf(Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="), "2010-09-16T07:50:45Z", "userpassword"));

    [Fact]
    public void Header_CarriesWhatTheDigestIsMadeOf()
    {
        XElement header = UsernameToken.Digest("admin", "s3cret", UtcTime.From(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)));

        string created = header.Descendants(Ns.SecurityUtility + "Created").Single().Value;
        byte[] nonce = Convert.FromBase64String(header.Descendants(Ns.Security + "Nonce").Single().Value);
        Assert.Equal("2026-01-02T03:04:05.000Z", created);
        Assert.Equal(UsernameToken.DigestOf(nonce, created, "s3cret"), header.Descendants(Ns.Security + "Password").Single().Value);
        Assert.DoesNotContain("s3cret", header.ToString());
    }
}
