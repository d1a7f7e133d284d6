using System.Text;
using Nvr.Core.Auth;
using Xunit;

namespace Nvr.Core.Tests.Auth;

public sealed class DigestTests
{
    // RFC 2617 section 3.5.
    [Fact]
    public void Answer_Rfc2617Example_MatchesTheRfc()
    {
        string header = "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
        string answer = Answer(header, "Mufasa", "Circle Of Life", "GET", "/dir/index.html", "0a4f113b");
        Assert.Contains("response=\"6629fae49393a05397450978507c4ef1\"", answer);
        Assert.Contains("nc=00000001", answer);
        Assert.Contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"", answer);
        Assert.DoesNotContain("algorithm", answer);
    }

    // RFC 7616 section 3.9.1.
    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Answer_Rfc7616Example_MatchesTheRfc(string algorithm, string response)
    {
        string header = $"Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, "
            + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        string answer = Answer(header, "Mufasa", "Circle of Life", "GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
        Assert.Contains($"response=\"{response}\"", answer);
        Assert.Contains($"algorithm={algorithm}", answer);
    }

    // FIPS 180-4 examples for SHA-512/256.
    [Theory]
    [InlineData("abc", "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23")]
    [InlineData("", "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7b8f9737498d0c01ecef0967a")]
    [InlineData(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a")]
    public void Sha512Truncated256_StandardExamples_Match(string text, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Sha512Truncated256.HashData(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Answer_WithoutQop_IsTheOldForm()
    {
        string answer = Answer("Digest realm=\"cam\", nonce=\"abc\"", "admin", "12345", "DESCRIBE", "rtsp://h/1", "cc");
        // MD5(MD5(admin:cam:12345):abc:MD5(DESCRIBE:rtsp://h/1)), computed apart.
        Assert.Contains($"response=\"{LegacyResponse}\"", answer);
        Assert.DoesNotContain("cnonce", answer);
        Assert.DoesNotContain("qop", answer);
    }

    [Fact]
    public void Answer_SessionVariant_HashesTheNoncesIn()
    {
        string answer = Answer("Digest realm=\"cam\", nonce=\"abc\", algorithm=MD5-sess, qop=auth", "admin", "12345", "DESCRIBE", "rtsp://h/1", "cc");
        Assert.Contains($"response=\"{SessionResponse}\"", answer);
    }

    [Fact]
    public void Answer_QuotesInNames_AreEscaped() =>
        Assert.Contains("username=\"a\\\"b\\\\c\"", Answer("Digest realm=\"cam\", nonce=\"abc\"", "a\"b\\c", "x", "PLAY", "rtsp://h", "cc"));

    private const string LegacyResponse = "f3cea93846b7441e724dd9b27df53e41";
    private const string SessionResponse = "041a0a20f0c6b9a2aa9ea045cccf9a64";

    private static string Answer(string header, string user, string password, string method, string uri, string clientNonce)
    {
        AuthChallenge challenge = Assert.Single(ChallengeParser.Parse([header]));
        return new DigestAnswer(challenge, DigestAlgorithm.For(challenge["algorithm"])!, user, password).For(method, uri, 1, clientNonce);
    }
}
