using System.Text;
using Nvr.Core.Auth;
using Xunit;

namespace Nvr.Core.Tests.Auth;

public sealed class CameraCredentialsTests
{
    private const string Md5 = "Digest realm=\"c\", nonce=\"n1\", algorithm=MD5, qop=\"auth\"";
    private const string Sha256 = "Digest realm=\"c\", nonce=\"n2\", algorithm=SHA-256, qop=\"auth\"";
    private const string Sha512 = "Digest realm=\"c\", nonce=\"n3\", algorithm=SHA-512-256, qop=\"auth\"";
    private const string Basic = "Basic realm=\"c\"";

    [Theory]
    [InlineData(new[] { Basic, Md5, Sha256 }, "algorithm=SHA-256")]
    [InlineData(new[] { Sha256, Sha512, Md5 }, "algorithm=SHA-512-256")]
    [InlineData(new[] { Basic + ", " + Md5 }, "algorithm=MD5")]
    [InlineData(new[] { "NTLM", "Digest realm=\"c\", nonce=\"n\", algorithm=SHA-9", Basic }, "Basic ")]
    public void Challenges_Several_StrongestKnownIsAnswered(string[] offers, string expected)
    {
        var credentials = new CameraCredentials("u", "p");
        credentials.Challenged(offers);
        Assert.Contains(expected, credentials.Authorize("PLAY", "rtsp://h"));
    }

    [Theory]
    [InlineData("p@ss:w/o%r\"d")]
    [InlineData("pässwörd密码")]
    public void Basic_OddPassword_IsUtf8(string password)
    {
        var credentials = new CameraCredentials("admin", password);
        credentials.Challenged([Basic]);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:" + password)), credentials.Authorize("PLAY", "rtsp://h"));
    }

    [Fact]
    public void Basic_WhereItWouldShowThePassword_IsNotAnswered()
    {
        var credentials = new CameraCredentials("u", "p", allowBasic: false);
        Assert.Equal(ErrorKind.Unauthorised, Assert.Throws<NvrException>(() => credentials.Challenged([Basic])).Kind);
        credentials.Challenged([Basic, Md5]);
        Assert.StartsWith("Digest ", credentials.Authorize("PLAY", "rtsp://h"));
    }

    [Fact]
    public void Challenge_BeforeAnyCredentials_SendsNothing() => Assert.Null(new CameraCredentials("u", "p").Authorize("PLAY", "rtsp://h"));

    [Fact]
    public void Challenge_Repeated_MeansWrongPassword()
    {
        var credentials = new CameraCredentials("u", "secret-word");
        credentials.Challenged([Md5]);
        NvrException e = Assert.Throws<NvrException>(() => credentials.Challenged(["Digest realm=\"c\", nonce=\"other\""]));
        Assert.Equal(ErrorKind.Unauthorised, e.Kind);
        Assert.DoesNotContain("secret-word", e.Message);
    }

    [Fact]
    public void Challenge_Stale_IsAnsweredWithTheNewNonce()
    {
        var credentials = new CameraCredentials("u", "p");
        credentials.Challenged([Md5]);
        credentials.Challenged(["Digest realm=\"c\", nonce=\"fresh\", stale=TRUE"]);
        Assert.Contains("nonce=\"fresh\"", credentials.Authorize("PLAY", "rtsp://h"));
    }

    [Fact]
    public void Challenge_NewNonceAfterSuccess_IsAnsweredOnce()
    {
        var credentials = new CameraCredentials("u", "p");
        credentials.Challenged([Md5]);
        credentials.Accepted();
        credentials.Challenged(["Digest realm=\"c\", nonce=\"later\""]);
        Assert.Contains("nonce=\"later\"", credentials.Authorize("OPTIONS", "rtsp://h"));
        Assert.Throws<NvrException>(() => credentials.Challenged(["Digest realm=\"c\", nonce=\"again\""]));
    }

    [Fact]
    public void Nonce_UsedAgain_CountsUp()
    {
        var credentials = new CameraCredentials("u", "p");
        credentials.Challenged([Md5]);
        credentials.Authorize("DESCRIBE", "rtsp://h");
        Assert.Contains("nc=00000002", credentials.Authorize("SETUP", "rtsp://h"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Challenge_WithoutUserName_AsksForOne(string? user) =>
        Assert.Equal(ErrorKind.Unauthorised, Assert.Throws<NvrException>(() => new CameraCredentials(user, null).Challenged([Md5])).Kind);

    [Fact]
    public void Challenge_MissingOrUnknown_IsSaid()
    {
        Assert.Equal(ErrorKind.Unauthorised, Assert.Throws<NvrException>(() => new CameraCredentials("u", "p").Challenged([])).Kind);
        Assert.Contains("NTLM", Assert.Throws<NvrException>(() => new CameraCredentials("u", "p").Challenged(["NTLM"])).Message);
    }

    [Theory]
    [InlineData("Digest realm=cam,nonce=abc")]
    [InlineData("Digest  realm = \"cam\" ; nonce=\"abc\" ;")]
    [InlineData("digest nonce=\"abc\" realm=\"cam\"")]
    public void Parser_SloppyHeader_IsReadAsMeant(string header)
    {
        AuthChallenge challenge = Assert.Single(ChallengeParser.Parse([header]));
        Assert.Equal((true, "abc"), (challenge.IsDigest, challenge["nonce"]?.Trim(';', ' ')));
    }
}
